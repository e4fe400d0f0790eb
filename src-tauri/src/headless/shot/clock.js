// For pictures: it is always the same moment. What reads the time in another way than by `Date` is not held.
(() => {
  const Running = Date;
  const now = TIME;
  function Standing(...parts) {
    if (!new.target) return new Running(now).toString();
    return Reflect.construct(Running, parts.length === 0 ? [now] : parts, new.target);
  }
  Object.setPrototypeOf(Standing, Running);
  Standing.prototype = Running.prototype;
  Object.defineProperty(Standing, "name", { value: "Date" });
  Object.defineProperty(Standing, "length", { value: 7 });
  Object.defineProperty(Standing, "now", { value: () => now, writable: true, configurable: true });
  Object.defineProperty(Running.prototype, "constructor", { value: Standing });
  Object.defineProperty(window, "Date", { value: Standing, writable: true, configurable: true });
})();
