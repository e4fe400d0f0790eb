/** Stands in for the page where drawing it failed. The channel lives outside of it and goes on answering. */
import { Component, type ReactNode } from "react";

type State = { message: string | null };

export class DrawingFailure extends Component<{ children: ReactNode }, State> {
  override state: State = { message: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { message: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override render() {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <div className="notice" role="alert">
        <p>This screen could not be drawn: {message}</p>
        <p>Reload the screen in the workbench. The conversation is kept.</p>
        <button type="button" className="button" onClick={() => this.setState({ message: null })}>
          Draw it again
        </button>
      </div>
    );
  }
}
