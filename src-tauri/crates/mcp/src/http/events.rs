//! Reads server-sent events out of a body, as the HTML standard has it: what is no field is passed over, a field that
//! comes again counts anew, and only the end of the body or an event beyond the limit ends them.

use std::collections::VecDeque;
use std::fmt;

use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, stream};
use sse_stream::{Error as SseError, Sse};

use super::failure;

pub(super) type Events = BoxStream<'static, Result<Sse, SseError>>;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Why a body was not read to its end.
#[derive(Debug)]
pub(super) enum BrokenBody {
    TooLarge,
    Read(reqwest::Error),
}

impl fmt::Display for BrokenBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => formatter.write_str("an event is too large"),
            Self::Read(error) => formatter.write_str(&failure::reason(error)),
        }
    }
}

impl std::error::Error for BrokenBody {}

/// The events of a response as they come, none of them larger than `most_bytes`.
pub(super) fn raw(response: reqwest::Response, most_bytes: usize) -> Events {
    of_chunks(response.bytes_stream(), most_bytes).boxed()
}

fn of_chunks<C: AsRef<[u8]>>(
    chunks: impl Stream<Item = reqwest::Result<C>> + Send,
    most_bytes: usize,
) -> impl Stream<Item = Result<Sse, SseError>> + Send {
    let reader = Reader { most_bytes, ..Reader::default() };
    stream::unfold(
        (Box::pin(chunks), Some(reader), VecDeque::new()),
        async |(mut chunks, mut reader, mut read)| {
            loop {
                if let Some(event) = read.pop_front() {
                    return Some((event, (chunks, reader, read)));
                }
                let going_on = reader.as_mut()?;
                let broken = match chunks.next().await {
                    Some(Ok(chunk)) => going_on.take(chunk.as_ref(), &mut read).err(),
                    Some(Err(error)) => Some(BrokenBody::Read(error)),
                    None => {
                        read.extend(reader.take().and_then(Reader::finish).map(Ok));
                        continue;
                    }
                };
                if let Some(broken) = broken {
                    reader = None;
                    read.push_back(Err(SseError::Body(Box::new(broken))));
                }
            }
        },
    )
}

/// Makes events of bytes, in whatever pieces they come.
#[derive(Debug, Default)]
struct Reader {
    most_bytes: usize,
    /// The line that is being read.
    line: Vec<u8>,
    /// Its end was a carriage return, to which a line feed may still belong.
    ended_by_return: bool,
    is_begun: bool,
    event: Sse,
    /// Of the event that is being read, comments included.
    bytes: usize,
}

impl Reader {
    fn take(
        &mut self,
        mut chunk: &[u8],
        events: &mut VecDeque<Result<Sse, SseError>>,
    ) -> Result<(), BrokenBody> {
        while !chunk.is_empty() {
            if std::mem::take(&mut self.ended_by_return) && chunk[0] == b'\n' {
                chunk = &chunk[1..];
                continue;
            }
            let end = chunk.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let part = &chunk[..end.unwrap_or(chunk.len())];
            self.bytes += part.len();
            if self.bytes > self.most_bytes {
                return Err(BrokenBody::TooLarge);
            }
            self.line.extend_from_slice(part);
            let Some(end) = end else { return Ok(()) };
            self.ended_by_return = chunk[end] == b'\r';
            chunk = &chunk[end + 1..];
            events.extend(self.end_line().map(Ok));
        }
        Ok(())
    }

    /// An event that lacks only the empty line after it; many servers forget that one.
    fn finish(mut self) -> Option<Sse> {
        if !self.line.is_empty() {
            self.end_line();
        }
        self.end_event().filter(|event| event.data.is_some())
    }

    fn end_line(&mut self) -> Option<Sse> {
        let mut line = std::mem::take(&mut self.line);
        if !std::mem::replace(&mut self.is_begun, true) && line.starts_with(BYTE_ORDER_MARK) {
            line.drain(..BYTE_ORDER_MARK.len());
        }
        if line.is_empty() {
            return self.end_event();
        }
        let line = String::from_utf8_lossy(&line);
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        self.set(field, value.strip_prefix(' ').unwrap_or(value));
        None
    }

    fn set(&mut self, field: &str, value: &str) {
        match field {
            "data" => match &mut self.event.data {
                Some(data) => data.extend(["\n", value]),
                None => self.event.data = Some(value.to_owned()),
            },
            "event" => self.event.event = Some(value.to_owned()),
            "id" if !value.contains('\0') => self.event.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.event.retry = value.parse().ok().or(self.event.retry);
            }
            _ => {}
        }
    }

    /// Nothing where there were only comments.
    fn end_event(&mut self) -> Option<Sse> {
        self.bytes = 0;
        let event = std::mem::take(&mut self.event);
        let Sse { event: name, data, id, retry } = &event;
        let is_any = name.is_some() || data.is_some() || id.is_some() || retry.is_some();
        is_any.then_some(event)
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use proptest::prelude::*;

    use super::*;

    /// The events of a body that comes in pieces of this length; none for an error.
    fn events(body: &[u8], piece: usize, most_bytes: usize) -> Vec<Option<Sse>> {
        let pieces: Vec<reqwest::Result<Vec<u8>>> =
            body.chunks(piece).map(|piece| Ok(piece.to_vec())).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let events = of_chunks(stream::iter(pieces), most_bytes).map(Result::ok);
        runtime.block_on(events.collect())
    }

    fn data(text: &str) -> Option<Sse> {
        Some(Sse { data: Some(text.to_owned()), ..Sse::default() })
    }

    #[test]
    fn fields_are_read_as_the_standard_has_them() {
        let body = "\u{feff}: hello\n\ndata: one\r\ndata:two\rdata:  three\n\nevent: a\nevent: b\nid: 7\nid: \0\nretry: 1\n\
                    retry: soon\nretry\ndata\nnonsense: x\n\n:\n\ndata: the last";
        assert_eq!(
            events(body.as_bytes(), 3, 1000),
            [
                data("one\ntwo\n three"),
                Some(Sse {
                    event: Some("b".into()),
                    data: Some(String::new()),
                    id: Some("7".into()),
                    retry: Some(1)
                }),
                data("the last"),
            ]
        );
        assert_eq!(events(b"data: \xff!\n\n", 1, 1000), [data("\u{fffd}!")]);
    }

    proptest! {
        #[test]
        fn any_bytes_make_the_same_events_in_any_pieces(
            bytes in proptest::collection::vec(any::<u8>(), 0..60),
            fields in "((data|event|id|retry|x)?:? ?[a-z0-9é]{0,5}(\r|\n|\r\n)|\r?\n){0,30}",
            piece in 1_usize..20,
        ) {
            for body in [bytes, fields.into_bytes()] {
                prop_assert_eq!(events(&body, piece, 1000), events(&body, 1000, 1000));
            }
        }

        #[test]
        fn good_events_are_read_whatever_stands_between_them(
            garbage in proptest::collection::vec("(:|retry|event: |x: |[^\r\n:]?)[^\r\n]{0,9}", 0..6),
            piece in 1_usize..20,
        ) {
            prop_assume!(!garbage.iter().any(|line| line.starts_with("data")));
            let body: String = garbage.iter().map(|line| format!("data: good\n{line}\n\n")).collect();
            let read = events(body.as_bytes(), piece, 1000);
            let good = read.iter().flatten().filter(|event| event.data.as_deref() == Some("good")).count();
            prop_assert_eq!(good, garbage.len());
        }

        #[test]
        fn an_event_beyond_the_limit_ends_them_in_any_pieces(
            before in "(data: [a-z]{0,9}\n\n){0,5}",
            (length, piece) in (0_usize..60, 1_usize..20),
        ) {
            let body = format!("{before}data: {}\n\n", "x".repeat(length));
            let read = events(body.as_bytes(), piece, 40);
            prop_assert_eq!(read.last(), Some(&if length > 34 { None } else { data(&"x".repeat(length)) }));
        }
    }
}
