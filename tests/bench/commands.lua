-- SPDX-License-Identifier: GPL-3.0-or-later
-- wrk script: new orders as commands. One connection per thread, because a device's numbers must come in order.
-- Arguments: access token, commands per request, number of the run.
local thread_count = 0

function setup(thread)
    thread_count = thread_count + 1
    thread:set("thread_id", thread_count)
end

local function uuid(kind, thread, number)
    return string.format("%08x-%04x-7000-8000-%012x", kind, thread, number)
end

function init(args)
    size, run = tonumber(args[2]), tonumber(args[3])
    headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. args[1] }
    device = uuid(0xd0000000 + run, thread_id, 0)
    made_at = os.date("!%Y-%m-%dT%H:%M:%SZ")
    last = 0
end

function request()
    local commands = {}
    for i = 1, size do
        local seq = last + i
        commands[i] = string.format('{"cmd_id":"%s","device_seq":%d,"name":"order.create","made_at":"%s","args":{"id":"%s","room":"204",'
            .. '"items":[{"name":"towel","quantity":2}],"notes":"by the door"}}',
            uuid(0xc0000000 + run, thread_id, seq), seq, made_at, uuid(0xa0000000 + run, thread_id, seq))
    end
    return wrk.format("POST", "/v1/commands", headers,
        '{"device_id":"' .. device .. '","commands":[' .. table.concat(commands, ",") .. ']}')
end

-- Only what was answered counts: wrk asks for a request now and then that it does not send.
function response(status)
    if status == 200 then
        last = last + size
    end
end

function done(summary, latency, requests)
    io.write(string.format(
        '\n{"requests":%d,"seconds":%.3f,"p50_ms":%.3f,"p99_ms":%.3f,"max_ms":%.3f,"non_2xx":%d,"socket_errors":%d}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
        summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
