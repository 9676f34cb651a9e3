-- A load of POSTs for wrk. The file named after "--" holds the request before and after the JSON-RPC id, a line each, CR LF spelt out.
-- Each id is used once, as a session wants it.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  local lines = {}
  for line in io.lines(arguments[1]) do lines[#lines + 1] = (line:gsub("\\r\\n", "\r\n")) end
  before, after, count = lines[1], lines[2], 0
end

function request()
  count = count + 1
  return before .. (100000000 * (number + 1) + count) .. after
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format("@@ %d %d %d %d %d %d %d", summary.requests, summary.duration, summary.bytes, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout, latency:percentile(50), latency:percentile(99)))
end
