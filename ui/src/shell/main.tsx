/** Starts the shell in the window. */
import "./shell.css";
import { createRoot } from "react-dom/client";
import { tauriBackend } from "../backend";
import { Shell } from "./shell";

const root = document.getElementById("root");
if (root) createRoot(root).render(<Shell backend={tauriBackend()} />);
