-- A load of POSTs for wrk. The file named after "--" holds the requests that are sent in turn, each as two lines: what stands before
-- and after the JSON-RPC id, CR LF spelt out. Each id is used once, as a session wants it.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  parts, count = {}, 0
  for line in io.lines(arguments[1]) do parts[#parts + 1] = (line:gsub("\\r\\n", "\r\n")) end
end

function request()
  local first = count * 2 % #parts + 1
  count = count + 1
  return parts[first] .. (100000000 * (number + 1) + count) .. parts[first + 1]
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format("@@ %d %d %d %d %d %d %d", summary.requests, summary.duration, summary.bytes, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout, latency:percentile(50), latency:percentile(99)))
end
