package dev.outrank.workbench.release;

/** Says something when the process is ended from outside while this is open. */
final class Interruption implements AutoCloseable {

    private final Thread hook;

    private Interruption(Runnable saying) {
        this.hook = new Thread(saying, "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static Interruption saying(Runnable saying) {
        return new Interruption(saying);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends: the hook has said it.
            return;
        }
    }
}
