// The least that a FastCGI program can do with a POST: read the body, answer a fixed text. What it reaches is the ceiling for any
// worker behind the same nginx.
#include <fcgiapp.h>

int main(void) {
    FCGX_Request request;
    char buffer[16384];
    if (FCGX_Init() != 0 || FCGX_InitRequest(&request, 0, 0) != 0) {
        return 1;
    }
    while (FCGX_Accept_r(&request) == 0) {
        while (FCGX_GetStr(buffer, sizeof buffer, request.in) > 0) {
        }
        FCGX_FPrintF(request.out,
            "Content-Type: application/json\r\nContent-Length: 36\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
        FCGX_Finish_r(&request);
    }
    return 0;
}
