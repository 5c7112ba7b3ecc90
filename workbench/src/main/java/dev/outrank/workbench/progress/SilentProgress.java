package dev.outrank.workbench.progress;

/** Shows nothing: for tests, pipes and callers with a display of their own. */
final class SilentProgress implements Progress {

    @Override
    public void add(long done) {
        // There is nobody to tell.
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
