package dev.outrank.workbench.plan;

import dev.outrank.bundle.failure.CallerException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a plan is explained, and how much of it. */
final class ExplanationOptions {

    private static final int TOP = 10;

    @Option(
            names = "--explain",
            description = "Say of the largest tables, and of those most asked, where they are and why.")
    private boolean explain;

    @Option(
            names = "--top",
            paramLabel = "<n>",
            description = "How many tables of each kind --explain takes (default: " + TOP + ").")
    private @Nullable Integer top;

    boolean isAsked() {
        OnlyWith.require(explain, "--top", top, "--explain");
        if (top != null && top < 1) {
            throw new CallerException("--top: " + top + " (expected: at least 1)");
        }
        return explain;
    }

    int top() {
        return top == null ? TOP : top;
    }
}
