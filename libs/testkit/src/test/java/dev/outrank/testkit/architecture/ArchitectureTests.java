package dev.outrank.testkit.architecture;

final class ArchitectureTests implements ArchitectureContract {

    @Override
    public String rootPackage() {
        return "dev.outrank.testkit";
    }
}
