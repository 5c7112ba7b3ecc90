package dev.outrank.registry;

import dev.outrank.testkit.architecture.ArchitectureContract;

final class ArchitectureTests implements ArchitectureContract {

    @Override
    public String rootPackage() {
        return "dev.outrank.registry";
    }

    /** It speaks HTTP through {@code WebClient}. */
    @Override
    public boolean isPlainLibrary() {
        return false;
    }
}
