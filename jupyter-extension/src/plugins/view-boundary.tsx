import { Component, type ReactNode } from 'react';
import { Banner } from '../views/banner.tsx';
import type { Words } from '../views/surroundings.ts';

/** Says what went wrong when a view throws, and begins it anew on request. */
export class ViewBoundary extends Component<{ words: Words; children: ReactNode }, { problem: Error | null }> {
  override state: { problem: Error | null } = { problem: null };

  static getDerivedStateFromError(problem: Error): { problem: Error } {
    return { problem };
  }

  override render(): ReactNode {
    const { words, children } = this.props;
    const { problem } = this.state;
    if (!problem) return children;
    const action = { label: words.__('Show it again'), run: () => this.setState({ problem: null }) };
    return <Banner tone="error" message={words.__('This view failed.')} hint={problem.message} action={action} />;
  }
}
