;port.addEventListener("message", async ({ data }) => {
  if (data?.kind !== "probe") return;
  const value = await Promise.resolve()
    .then(() => (0, eval)(data.script))
    .catch((error) => ({ error: String(error) }));
  port.postMessage({ id: data.id, method: "probe", params: [value ?? null] });
})
