-- Sends prepared requests one after the other, from a given one on. Arguments: file, first request.
-- Each line of the file: method and path, cookie, token, body, with tabs between.
local sent, first, lines = 0, 0, {}

function init(args)
  first = tonumber(args[2])
  for line in io.lines(args[1]) do
    local method, path, cookie, token, body = line:match("^(%u+) (.-)\t(.-)\t(.-)\t(.*)$")
    local headers = { ["Cookie"] = cookie, ["User-Agent"] = "bench" }
    if method == "POST" then
      headers["X-CSRFToken"], headers["HX-Request"] = token, "true"
      headers["Content-Type"] = "application/x-www-form-urlencoded"
    end
    lines[#lines + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
  end
end

function request()
  sent = sent + 1
  return lines[(first + sent - 1) % #lines + 1]
end
-- Anything but 200 is a failure here, a redirect to the sign-in page above all.
local threads = {}
astray = 0

function setup(thread)
  threads[#threads + 1] = thread
end

function response(status)
  if status ~= 200 then astray = astray + 1 end
end

-- What a run came to, for a program to read.
function done(summary, latency, requests)
  local e, wrong = summary.errors, 0
  for _, thread in ipairs(threads) do wrong = wrong + thread:get("astray") end
  io.write(string.format(
    "RESULT %d %d %f %f %d\n", summary.requests, summary.duration, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, e.connect + e.read + e.write + e.timeout + wrong
  ))
end
