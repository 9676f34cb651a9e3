// The least that a FastCGI program can do with a POST on connections that the web server keeps: wait for one that has something to
// read, read the body, answer a fixed text. What it reaches is the ceiling for any worker behind the same nginx.
#include <fcgiapp.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>

static void serve(FCGX_Request *request) {
    char buffer[16384];
    // The library finishes the request before, of which there is none, and would close the connection with it.
    request->keepConnection = 1;
    if (FCGX_Accept_r(request) == 0) {
        while (FCGX_GetStr(buffer, sizeof buffer, request->in) > 0) {
        }
        FCGX_FPrintF(request->out,
            "Content-Type: application/json\r\nContent-Length: 36\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
        FCGX_Finish_r(request);
    }
    if (request->ipcFd < 0) {
        free(request);
    }
}

int main(void) {
    int set = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN};
    // Several processes hear of one connection, and all but one find it gone.
    fcntl(0, F_SETFL, O_NONBLOCK);
    if (FCGX_Init() != 0 || epoll_ctl(set, EPOLL_CTL_ADD, 0, &event) != 0) {
        return 1;
    }
    while (epoll_wait(set, &event, 1, -1) == 1) {
        if (event.data.ptr != NULL) {
            serve(event.data.ptr);
            continue;
        }
        int connection = accept(0, NULL, NULL);
        if (connection >= 0) {
            FCGX_Request *request = event.data.ptr = malloc(sizeof *request);
            FCGX_InitRequest(request, -1, 0);
            request->ipcFd = connection;
            epoll_ctl(set, EPOLL_CTL_ADD, connection, &event);
        }
    }
    return 0;
}
