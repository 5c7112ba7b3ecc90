package dev.outrank.workbench;

import dev.outrank.testkit.architecture.ArchitectureContract;

final class ArchitectureTests implements ArchitectureContract {

    @Override
    public String rootPackage() {
        return "dev.outrank.workbench";
    }

    /** Calibration calls shards by the client that ranking has. */
    @Override
    public boolean isPlainLibrary() {
        return false;
    }
}
