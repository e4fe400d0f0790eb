/** Before each test file: what a test drew is gone before the next one. */
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

afterEach(cleanup);
