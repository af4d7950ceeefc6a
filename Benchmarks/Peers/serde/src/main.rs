//! serde_json on the session events: every line becomes a typed value, owned or borrowed, with the checks that types do
//! not make written by hand.
use serde::Deserialize;
use std::borrow::Cow;

type Id = (u64, u64);

fn id(text: &str) -> Result<Id, ()> {
    let bytes = text.as_bytes();
    if bytes.len() != 36 {
        return Err(());
    }
    let (mut high, mut low, mut count) = (0u64, 0u64, 0);
    for (place, &byte) in bytes.iter().enumerate() {
        if matches!(place, 8 | 13 | 18 | 23) {
            if byte != b'-' {
                return Err(());
            }
            continue;
        }
        let digit = (byte as char).to_digit(16).ok_or(())? as u64;
        let half = if count < 16 { &mut high } else { &mut low };
        *half = *half << 4 | digit;
        count += 1;
    }
    Ok((high, low))
}

/// RFC 3339; seconds since 1970.
fn seconds(text: &str) -> Result<i64, ()> {
    let b = text.as_bytes();
    if b.len() < 20 {
        return Err(());
    }
    for (byte, shape) in b.iter().zip(b"0000-00-00T00:00:00") {
        if *shape == b'0' && !byte.is_ascii_digit() || *shape != b'0' && byte != shape {
            return Err(());
        }
    }
    let two = |at: usize| ((b[at] - b'0') * 10 + b[at + 1] - b'0') as i64;
    let (y, m, d) = (two(0) * 100 + two(2), two(5), two(8));
    let (h, min, s) = (two(11), two(14), two(17));
    let leap = y % 4 == 0 && y % 100 != 0 || y % 400 == 0;
    let days = [31, 28 + leap as i64, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    if !(1..=12).contains(&m) || d < 1 || d > days[m as usize - 1] || h > 23 || min > 59 || s > 60 {
        return Err(());
    }
    let mut at = 19;
    if b[at] == b'.' {
        at += 1;
        let first = at;
        while at < b.len() && b[at].is_ascii_digit() {
            at += 1;
        }
        if at == first {
            return Err(());
        }
    }
    if &b[at..] != b"Z" {
        return Err(());
    }
    let yy = if m <= 2 { y - 1 } else { y };
    let (era, yoe) = (yy.div_euclid(400), yy.rem_euclid(400));
    let doy = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + d - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    Ok((era * 146097 + doe - 719468) * 86400 + h * 3600 + min * 60 + s)
}

fn hash(text: &str) -> Result<(), ()> {
    let right = text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    right.then_some(()).ok_or(())
}

fn at_most(text: &str, limit: usize) -> Result<(), ()> {
    (text.len() <= limit || text.chars().count() <= limit).then_some(()).ok_or(())
}

macro_rules! events {
    ($name:ident, $text:ty, $bound:literal, $($life:lifetime)?) => {
        #[derive(Deserialize)]
        #[serde(tag = "type", bound(deserialize = $bound))]
        #[allow(non_camel_case_types, dead_code)]
        enum $name$(<$life>)? {
            SESSION_START { timestamp: $text, job_id: $text, session_id: $text, seq: u64, buffer_schema_version: u64, agent_id: $text, pod_name: $text, worker_job_id: Option<$text> },
            CHECKPOINT_LOADED { timestamp: $text, job_id: $text, session_id: $text, seq: u64, checkpoint_id: Option<$text>, step_index: Option<u64>, schema_version: Option<i64> },
            LLM_REQUEST { timestamp: $text, job_id: $text, session_id: $text, seq: u64, model: $text, step_index: u64, prompt_hash: Option<$text>, message_count: Option<u64> },
            LLM_RESPONSE { timestamp: $text, job_id: $text, session_id: $text, seq: u64, step_index: u64, prompt_tokens: u64, completion_tokens: u64, finish_reason: Finish, tool_use_count: Option<u64>, duration_ms: Option<u64> },
            TOOL_START { timestamp: $text, job_id: $text, session_id: $text, seq: u64, invocation_id: $text, tool_name: $text, input_hash: $text, input_summary: Option<$text>, is_side_effect: Option<bool> },
            TOOL_RESULT { timestamp: $text, job_id: $text, session_id: $text, seq: u64, invocation_id: $text, tool_name: $text, success: bool, duration_ms: u64, result_summary: Option<$text>, error_code: Option<$text> },
            CHECKPOINT_WRITTEN { timestamp: $text, job_id: $text, session_id: $text, seq: u64, checkpoint_id: $text, step_index: u64, checkpoint_size_bytes: Option<u64> },
            SESSION_END { timestamp: $text, job_id: $text, session_id: $text, seq: u64, reason: Reason, total_events: u64, final_step_index: Option<u64> },
        }

        impl$(<$life>)? $name$(<$life>)? {
            /// Checks what the types do not say, and sums what every reader sums.
            fn sum(&self) -> Result<u64, ()> {
                let (timestamp, job, session, seq) = match self {
                    Self::SESSION_START { timestamp, job_id, session_id, seq, .. }
                    | Self::CHECKPOINT_LOADED { timestamp, job_id, session_id, seq, .. }
                    | Self::LLM_REQUEST { timestamp, job_id, session_id, seq, .. }
                    | Self::LLM_RESPONSE { timestamp, job_id, session_id, seq, .. }
                    | Self::TOOL_START { timestamp, job_id, session_id, seq, .. }
                    | Self::TOOL_RESULT { timestamp, job_id, session_id, seq, .. }
                    | Self::CHECKPOINT_WRITTEN { timestamp, job_id, session_id, seq, .. }
                    | Self::SESSION_END { timestamp, job_id, session_id, seq, .. } => (timestamp, job_id, session_id, seq),
                };
                id(session)?;
                let base = seq.wrapping_add(seconds(timestamp)? as u64).wrapping_add(id(job)?.1);
                let rest = match self {
                    Self::SESSION_START { buffer_schema_version, agent_id, pod_name, .. } => {
                        id(agent_id)?;
                        if *buffer_schema_version < 1 { return Err(()); }
                        pod_name.len() as u64
                    }
                    Self::CHECKPOINT_LOADED { checkpoint_id, step_index, .. } => {
                        if let Some(text) = checkpoint_id { id(text)?; }
                        step_index.unwrap_or(0)
                    }
                    Self::LLM_REQUEST { model, step_index, prompt_hash, message_count, .. } => {
                        if let Some(text) = prompt_hash { hash(text)?; }
                        if *message_count == Some(0) { return Err(()); }
                        model.len() as u64 + step_index + message_count.unwrap_or(0)
                    }
                    Self::LLM_RESPONSE { prompt_tokens, completion_tokens, duration_ms, .. } => prompt_tokens + completion_tokens + duration_ms.unwrap_or(0),
                    Self::TOOL_START { invocation_id, tool_name, input_hash, input_summary, .. } => {
                        hash(input_hash)?;
                        if tool_name.is_empty() { return Err(()); }
                        let mut sum = id(invocation_id)?.1.wrapping_add(tool_name.len() as u64);
                        if let Some(text) = input_summary { at_most(text, 1024)?; sum = sum.wrapping_add(text.len() as u64); }
                        sum
                    }
                    Self::TOOL_RESULT { invocation_id, tool_name, success, duration_ms, result_summary, .. } => {
                        id(invocation_id)?;
                        if tool_name.is_empty() { return Err(()); }
                        let mut sum = duration_ms + *success as u64;
                        if let Some(text) = result_summary { at_most(text, 4096)?; sum += text.len() as u64; }
                        sum
                    }
                    Self::CHECKPOINT_WRITTEN { checkpoint_id, checkpoint_size_bytes, .. } => { id(checkpoint_id)?; checkpoint_size_bytes.unwrap_or(0) }
                    Self::SESSION_END { total_events, .. } => *total_events,
                };
                Ok(base.wrapping_add(rest))
            }
        }
    };
}

#[derive(Deserialize)]
#[allow(non_camel_case_types)]
enum Finish { end_turn, tool_use, max_tokens, stop_sequence }

#[derive(Deserialize)]
#[allow(non_camel_case_types)]
enum Reason { completed, failed, approval_pause, cancelled }

events!(Owned, String, "",);
#[derive(Deserialize)]
struct Borrowed<'a>(#[serde(borrow)] Cow<'a, str>);
impl<'a> std::ops::Deref for Borrowed<'a> {
    type Target = str;
    fn deref(&self) -> &str { &self.0 }
}
mod views {
    use super::*;
    events!(View, Borrowed<'a>, "'de: 'a", 'a);
    pub fn sum(line: &[u8]) -> Result<u64, ()> {
        serde_json::from_slice::<View>(line).map_err(|_| ())?.sum()
    }
}

/// The shapes that are not events.
mod shapes {
    use super::*;

    macro_rules! wide {
        ($($count:ident $name:ident)*; $($text:ident $number:ident)*) => {
            #[derive(Deserialize)]
            #[allow(dead_code)]
            pub struct Wide { $($count: u64, $name: String,)* $($text: Option<String>, $number: Option<i64>,)* }
            impl Wide {
                fn check(&self) -> Result<(), ()> { $(at_most(&self.$name, 100)?;)* Ok(()) }
            }
        };
    }
    wide!(count_0 name_0 count_1 name_1 count_2 name_2 count_3 name_3 count_4 name_4 count_5 name_5 count_6 name_6
        count_7 name_7 count_8 name_8 count_9 name_9 count_10 name_10 count_11 name_11 count_12 name_12 count_13 name_13
        count_14 name_14 count_15 name_15 count_16 name_16 count_17 name_17 count_18 name_18 count_19 name_19;
        extra_0 extra_1 extra_2 extra_3 extra_4 extra_5 extra_6 extra_7 extra_8 extra_9 extra_10 extra_11 extra_12
        extra_13 extra_14 extra_15 extra_16 extra_17 extra_18 extra_19);

    #[derive(Deserialize)]
    struct Level { index: i64, label: String, inner: Option<Box<Level>> }
    #[derive(Deserialize)]
    struct Deep { level: Level }
    #[derive(Deserialize)]
    struct Numbers { values: Vec<f64> }
    #[derive(Deserialize)]
    struct Strings { texts: Vec<String> }

    fn from<'a, T: Deserialize<'a>>(line: &'a [u8]) -> Result<T, ()> {
        serde_json::from_slice(line).map_err(|_| ())
    }

    pub fn wide(line: &[u8]) -> Result<u64, ()> {
        let record: Wide = from(line)?;
        record.check()?;
        let numbers = record.count_0 as i64 + record.count_19 as i64 + record.extra_19.unwrap_or(0);
        Ok((numbers as u64).wrapping_add((record.name_0.len() + record.name_19.len()) as u64))
    }

    pub fn deep(line: &[u8]) -> Result<u64, ()> {
        let record: Deep = from(line)?;
        let mut last = &record.level;
        let mut depth = 1;
        while let Some(inner) = &last.inner {
            (last, depth) = (inner, depth + 1);
        }
        if depth != 8 { return Err(()); }
        Ok((record.level.index + last.index) as u64 + last.label.len() as u64)
    }

    pub fn numbers(line: &[u8]) -> Result<u64, ()> {
        Ok(from::<Numbers>(line)?.values.iter().fold(0, |sum, value| sum.wrapping_add(value.to_bits())))
    }

    pub fn strings(line: &[u8]) -> Result<u64, ()> {
        Ok(from::<Strings>(line)?.texts.iter().map(|text| text.len() as u64).sum())
    }
}

fn nanoseconds() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    time.tv_sec as f64 * 1e9 + time.tv_nsec as f64
}

fn measure(reader: &str, input: &str, rounds: usize, bytes: &[u8], read: impl Fn(&[u8]) -> Result<u64, ()>) {
    let pass = || {
        let (mut sum, mut records) = (0u64, 0usize);
        for line in bytes.split(|&b| b == b'\n').filter(|line| !line.is_empty()) {
            if let Ok(one) = read(line) {
                sum = sum.wrapping_add(one);
                records += 1;
            }
        }
        (sum, records)
    };
    let (sum, records) = pass();
    let mut times: Vec<f64> = (0..rounds).map(|_| { let start = nanoseconds(); std::hint::black_box(pass()); nanoseconds() - start }).collect();
    times.sort_by(f64::total_cmp);
    let median = times[times.len() / 2];
    println!("{reader}\t{input}\t{:.0}\t{:.1}\t{sum}", bytes.len() as f64 / median * 1000.0, median / records as f64);
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let bytes = std::fs::read(&arguments[1]).expect("a file to read");
    let (input, rounds) = (&arguments[2], arguments[3].parse().expect("a number of rounds"));
    let shape: Option<fn(&[u8]) -> Result<u64, ()>> = match input.as_str() {
        "wide" => Some(shapes::wide),
        "deep" => Some(shapes::deep),
        "numbers" => Some(shapes::numbers),
        "strings" => Some(shapes::strings),
        _ => None,
    };
    if let Some(read) = shape {
        return measure("serde_json, owned", input, rounds, &bytes, read);
    }
    measure("serde_json, owned", input, rounds, &bytes, |line| serde_json::from_slice::<Owned>(line).map_err(|_| ())?.sum());
    measure("serde_json, views", input, rounds, &bytes, views::sum);
}
