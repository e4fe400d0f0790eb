/** Runs in a widget's document before the author's own scripts. */
const { port1: port, port2 } = new MessageChannel();
/*! probe */
window.parent.postMessage({ greenroom: "port" }, "*", [port2]);
port.start();
