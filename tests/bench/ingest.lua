-- SPDX-License-Identifier: GPL-3.0-or-later
-- wrk script: final transcript lines of about 2 KB, each one new, spread over 50 calls.
-- Arguments: path, secret, number of the run.
local thread_count = 0

function setup(thread)
    thread_count = thread_count + 1
    thread:set("thread_id", thread_count)
end

function init(args)
    path, secret = args[1], args[2]
    run = tonumber(args[3])
    counter = 0
    base = os.time() * 1000
    headers = { ["Content-Type"] = "application/json", ["X-Vapi-Secret"] = secret }
    local padding = string.rep("the guest asks for one more thing and the assistant writes it down ", 6)
    before_call = '{"message":{"type":"transcript","role":"user","transcriptType":"final","timestamp":'
    between = ',"transcript":"'
    after_text = " " .. padding .. '","call":{"orgId":"0d2a1c6e-5b7f-4e7e-9a53-6c0e1f2b3a4d","type":"inboundPhoneCall",'
        .. '"status":"in-progress","createdAt":"2026-01-01T00:00:00.000Z","updatedAt":"2026-01-01T00:00:00.000Z",'
        .. '"phoneNumberId":"7f1e2d3c-4b5a-4697-8877-665544332211","phoneCallProvider":"twilio","phoneCallTransport":"pstn","id":"'
    local rest = '"},"customer":{"number":"+12025550142"},"phoneNumber":{"provider":"twilio","number":"+12025550100",'
        .. '"twilioAccountSid":"ACsimulated","name":"Front desk"},"assistant":{"name":"Desk","firstMessage":"'
    local ending = '"}}}'
    local length = #before_call + 13 + #between + 20 + #after_text + 36 + #rest + #ending
    tail = rest .. string.rep("x", math.max(0, 2048 - length)) .. ending
end

function request()
    counter = counter + 1
    local call = string.format("b%03d%04d-0000-4000-8000-%012d", run % 1000, thread_id, counter % 50)
    local text = string.format("line %d of %d.%d", counter, run, thread_id)
    return wrk.format("POST", path, headers,
        before_call .. string.format("%.0f", base + counter) .. between .. text .. after_text .. call .. tail)
end

function done(summary, latency, requests)
    io.write(string.format(
        '\n{"requests":%d,"seconds":%.3f,"p50_ms":%.3f,"p99_ms":%.3f,"max_ms":%.3f,"non_2xx":%d,"socket_errors":%d}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
        summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
