"""msgspec, orjson and jsonschema-rs on the session events. Each is left out, and said to be, where it is not installed."""

import sys
import time
from datetime import datetime
from typing import Annotated, Literal, Optional, Union
from uuid import UUID

MASK = (1 << 64) - 1


def measure(reader, input, rounds, lines, size, read, sums=True):
    """Median processor time of the passes; the sum is made outside of them, because in Python it would be most of the time."""
    times = []
    for _ in range(rounds):
        start = time.thread_time_ns()
        for line in lines:
            read(line)
        times.append(time.thread_time_ns() - start)
    median = sorted(times)[len(times) // 2]
    total = sum(event_sum(read(line)) for line in lines) & MASK if sums else 0
    print(f"{reader}\t{input}\t{size / median * 1000:.0f}\t{median / len(lines):.1f}\t{total}", flush=True)


def event_sum(event):
    get = event.get if isinstance(event, dict) else lambda name, other=None: getattr(event, name, other)
    stamp, job, kind = get("timestamp"), get("job_id"), get("type") or type(event).__struct_config__.tag
    stamp = stamp if isinstance(stamp, datetime) else datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    total = get("seq") + int(stamp.timestamp()) + (int(job if isinstance(job, UUID) else UUID(job)) & MASK)

    def text(name):
        return len((get(name) or "").encode())

    if kind == "SESSION_START":
        return total + text("pod_name")
    if kind == "CHECKPOINT_LOADED":
        return total + (get("step_index") or 0)
    if kind == "LLM_REQUEST":
        return total + text("model") + get("step_index") + (get("message_count") or 0)
    if kind == "LLM_RESPONSE":
        return total + get("prompt_tokens") + get("completion_tokens") + (get("duration_ms") or 0)
    if kind == "TOOL_START":
        call = get("invocation_id")
        return total + text("tool_name") + text("input_summary") + (int(call if isinstance(call, UUID) else UUID(call)) & MASK)
    if kind == "TOOL_RESULT":
        return total + get("duration_ms") + get("success") + text("result_summary")
    if kind == "CHECKPOINT_WRITTEN":
        return total + (get("checkpoint_size_bytes") or 0)
    return total + get("total_events")


def msgspec_reader():
    import msgspec
    from msgspec import Meta, Struct

    Count = Annotated[int, Meta(ge=0)]
    Hash = Annotated[str, Meta(pattern="^[a-f0-9]{64}$")]
    Name = Annotated[str, Meta(min_length=1)]

    class Base(Struct, tag_field="type", kw_only=True):
        timestamp: datetime
        job_id: UUID
        session_id: UUID
        seq: Count

    class Start(Base, tag="SESSION_START", kw_only=True):
        buffer_schema_version: Annotated[int, Meta(ge=1)]
        agent_id: UUID
        pod_name: str
        worker_job_id: Optional[str] = None

    class Loaded(Base, tag="CHECKPOINT_LOADED", kw_only=True):
        checkpoint_id: Optional[UUID]
        step_index: Optional[Count]
        schema_version: Optional[int] = None

    class Request(Base, tag="LLM_REQUEST", kw_only=True):
        model: str
        step_index: Count
        prompt_hash: Optional[Hash] = None
        message_count: Optional[Annotated[int, Meta(ge=1)]] = None

    class Response(Base, tag="LLM_RESPONSE", kw_only=True):
        step_index: Count
        prompt_tokens: Count
        completion_tokens: Count
        finish_reason: Literal["end_turn", "tool_use", "max_tokens", "stop_sequence"]
        tool_use_count: Optional[Count] = None
        duration_ms: Optional[Count] = None

    class ToolStart(Base, tag="TOOL_START", kw_only=True):
        invocation_id: UUID
        tool_name: Name
        input_hash: Hash
        input_summary: Optional[Annotated[str, Meta(max_length=1024)]] = None
        is_side_effect: Optional[bool] = None

    class ToolResult(Base, tag="TOOL_RESULT", kw_only=True):
        invocation_id: UUID
        tool_name: Name
        success: bool
        duration_ms: Count
        result_summary: Optional[Annotated[str, Meta(max_length=4096)]] = None
        error_code: Optional[str] = None

    class Written(Base, tag="CHECKPOINT_WRITTEN", kw_only=True):
        checkpoint_id: UUID
        step_index: Count
        checkpoint_size_bytes: Optional[Count] = None

    class End(Base, tag="SESSION_END", kw_only=True):
        reason: Literal["completed", "failed", "approval_pause", "cancelled"]
        total_events: Count
        final_step_index: Optional[Count] = None

    return msgspec.json.Decoder(Union[Start, Loaded, Request, Response, ToolStart, ToolResult, Written, End]).decode


def orjson_reader():
    import orjson

    return orjson.loads


def schema_reader(schema):
    import json

    import jsonschema_rs
    import orjson

    check = jsonschema_rs.validator_for(json.load(open(schema)), validate_formats=True).is_valid

    def read(line):
        if not check(orjson.loads(line)):
            raise ValueError(line)

    return read


def main():
    path, input, rounds, schema = sys.argv[1], sys.argv[2] + ", first 20 MB", int(sys.argv[3]), sys.argv[4]
    with open(path, "rb") as file:
        lines = file.read(20_000_000).split(b"\n")[:-1]
    size = sum(len(line) + 1 for line in lines)
    for name, make, sums in [
        ("msgspec", msgspec_reader, True),
        ("orjson, untyped", orjson_reader, True),
        ("orjson and jsonschema-rs", lambda: schema_reader(schema), False),
    ]:
        try:
            read = make()
        except ImportError as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
            continue
        measure(name, input, rounds, lines, size, read, sums)


main()
