;const evaluate = eval, answerProbe = port.postMessage.bind(port);
port.addEventListener("message", async ({ data }) => {
  if (data?.kind !== "probe") return;
  let value;
  try {
    value = await evaluate(data.script);
  } catch (error) {
    value = { error: `${error}` };
  }
  answerProbe({ id: data.id, method: "probe", params: [value ?? null] });
});
