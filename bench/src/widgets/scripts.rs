//! What the widgets run, and what is asked of them. The engine's clock is rounded to a millisecond, so what is shorter
//! is done many times in each run.

/// The widget that the probes use: it asks the host things, and keeps count of a burst.
pub const TALKING: &str = "<script>
    let next = 1;
    const waiting = new Map();
    const burst = { asked: 0, answered: 0, inOrder: true, began: 0, tookMs: 0 };
    addEventListener('message', ({ source, data }) => {
        if (source !== parent || data?.jsonrpc !== '2.0') return;
        if (waiting.has(data.id)) { waiting.get(data.id)(data); waiting.delete(data.id); }
        else if (data.id >= 1e6) {
            burst.inOrder &&= data.id === 1e6 + burst.answered;
            burst.answered += 1;
            burst.tookMs = Date.now() - burst.began;
        }
    });
    const ask = (method, params) => new Promise((resolve) => {
        const id = next++;
        waiting.set(id, resolve);
        parent.postMessage({ jsonrpc: '2.0', id, method, params }, '*');
    });
    const timed = async (runs, times, act) => {
        const took = [];
        for (let run = 0; run < runs; run += 1) {
            const began = performance.now();
            for (let time = 0; time < times; time += 1) await act();
            took.push((performance.now() - began) / times);
        }
        return took;
    };
    ask('ui/initialize', { appInfo: { name: 'bench', version: '1' }, appCapabilities: {}, protocolVersion: '2026-01-26' })
        .then(() => parent.postMessage({ jsonrpc: '2.0', method: 'ui/notifications/initialized', params: {} }, '*'));
</script>";

/// At the end of a large document: notes when a frame with all of it was drawn.
pub const SHOWN: &str = "<script>
    requestAnimationFrame(() => setTimeout(() => { window.drawn = Date.now(); }));
</script>";

pub const ROUND_TRIPS: &str = "timed(30, 20, () => ask('ping', {}))";

/// The same to the widget's own window and back.
pub const ECHOES: &str = "(async () => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = ({ data }) => port2.postMessage(data);
    const echo = () => new Promise((resolve) => {
        port1.onmessage = resolve;
        port1.postMessage({ jsonrpc: '2.0', id: 1, method: 'ping', params: {} });
    });
    return timed(30, 500, echo);
})()";

/// When the widget had the result.
pub const LARGE_RESULT: &str = "ask('tools/call', { name: 'large', arguments: {} }).then(({ result }) => {
    const had = Date.now();
    if (result?.structuredContent?.items?.length !== 5120) throw new Error('the result is not whole');
    return had;
})";

/// Posts as much as a large result from one end of a channel to the other.
pub fn large_echo(bytes: usize) -> String {
    format!(
        "(async () => {{
            const items = Array.from({{ length: {bytes} / 1024 }}, (_, id) => ({{
                id, name: 'Item ' + id, text: 'lorem ipsum \"dolor\" '.repeat(45),
            }}));
            const {{ port1, port2 }} = new MessageChannel();
            const post = () => new Promise((resolve) => {{
                port2.onmessage = resolve;
                port1.postMessage({{ structuredContent: {{ items }} }});
            }});
            return timed(9, 1, post);
        }})()"
    )
}

pub fn burst(messages: u32) -> String {
    format!(
        "burst.began = Date.now();
        for (let id = 0; id < {messages}; id += 1) parent.postMessage({{ jsonrpc: '2.0', id: 1e6 + id, method: 'ping' }}, '*');
        {messages}"
    )
}

pub const BURST: &str = "({ answered: burst.answered, inOrder: burst.inOrder, tookMs: burst.tookMs })";

/// Reads and starts the document's own script in windows that have nothing of it yet, ten at a time.
pub const START: &str = "(async () => {
    const { text } = document.scripts[0];
    const took = [];
    for (let run = 0; run < 20; run += 1) {
        const frames = Array.from({ length: 10 }, () => document.body.appendChild(document.createElement('iframe')));
        const began = performance.now();
        // A comment that differs, so that nothing read before is used again.
        for (const { contentWindow } of frames) contentWindow.eval(text + '// ' + Math.random());
        took.push((performance.now() - began) / frames.length);
        for (const frame of frames) frame.remove();
    }
    return took;
})()";
