package dev.outrank.replica;

import dev.outrank.testkit.architecture.ArchitectureContract;

final class ArchitectureTests implements ArchitectureContract {

    @Override
    public String rootPackage() {
        return "dev.outrank.replica";
    }
}
