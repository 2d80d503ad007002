-- Asks for one path as each of some visitors in turn, and tells what it met as figures that a program can read.
-- arg[1]: a file with a visitor's headers on each line (Name: value, divided by |); one empty line where there are none.
local requests = {}
local at = 0
local failed = 0

function init(args)
  for line in io.lines(args[1]) do
    local headers = {}
    for name, value in string.gmatch(line, '([^:|]+): ([^|]+)') do headers[name] = value end
    requests[#requests + 1] = wrk.format('GET', nil, headers)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"microseconds":%d,"errors":%d,"p50":%d,"p99":%d}\n',
    summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50), latency:percentile(99)
  ))
end
