package dev.outrank.artifact;

import dev.outrank.testkit.architecture.ArchitectureContract;

final class ArchitectureTests implements ArchitectureContract {

    @Override
    public String rootPackage() {
        return "dev.outrank.artifact";
    }
}
