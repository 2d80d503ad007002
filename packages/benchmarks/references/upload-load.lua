-- Sends files, no two the same, as a form with one field, as each of some visitors in turn, and tells what came of it as
-- figures that a program can read.
-- arg[1]: the size of a file; arg[2]: what tells this run's files from those of others; arg[3]: a file with a visitor's
-- headers on each line (Name: value, divided by |); one empty line where there are none.
local boundary = 'a-boundary-that-no-file-holds'
local requests = {}
local rest
local seed
local number = 0

function init(args)
  local size = tonumber(args[1])
  seed = args[2]
  math.randomseed(tonumber(seed))
  local bytes = {}
  for at = 1, size - #head() do bytes[at] = string.char(math.random(0, 255)) end
  rest = table.concat(bytes) .. '\r\n--' .. boundary .. '--\r\n'
  local opening = '--' .. boundary .. '\r\nContent-Disposition: form-data; name="file"; filename="scan.pdf"\r\n' ..
    'Content-Type: application/pdf\r\n\r\n'
  for line in io.lines(args[3]) do
    local headers = { ['Content-Type'] = 'multipart/form-data; boundary=' .. boundary }
    for name, value in string.gmatch(line, '([^:|]+): ([^|]+)') do headers[name] = value end
    -- The whole of one request, for its length; what is the same in each of them is kept.
    local one = wrk.format('POST', nil, headers, opening .. head() .. rest)
    requests[#requests + 1] = one:sub(1, #one - #head() - #rest)
  end
end

function head()
  return string.format('%%PDF-1.7\n%%%12s %12d\n', seed, number)
end

function request()
  number = number + 1
  return requests[number % #requests + 1] .. head() .. rest
end

done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"microseconds":%d,"errors":%d,"p99":%d}\n',
    summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout, latency:percentile(99)
  ))
end
