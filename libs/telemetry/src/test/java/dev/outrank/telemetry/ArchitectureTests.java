package dev.outrank.telemetry;

import dev.outrank.testkit.architecture.ArchitectureContract;

final class ArchitectureTests implements ArchitectureContract {

    @Override
    public String rootPackage() {
        return "dev.outrank.telemetry";
    }

    /** What it holds belongs to Spring's servers. */
    @Override
    public boolean isPlainLibrary() {
        return false;
    }
}
