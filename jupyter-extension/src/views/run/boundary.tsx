import { Component, type ReactNode } from 'react';

/** Keeps a mistake in one part of the view from taking the rest with it: the part says so in `failed` and can be tried again. */
export class Boundary extends Component<
  { failed: (message: string, retry: () => void) => ReactNode; children: ReactNode },
  { message: string | null }
> {
  override state: { message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return this.props.failed(message, () => this.setState({ message: null }));
  }
}
