-- wrk tells what it received as figures that a program can read.
done = function(summary)
  io.write(string.format('{"bytes":%d,"microseconds":%d}\n', summary.bytes, summary.duration))
end
