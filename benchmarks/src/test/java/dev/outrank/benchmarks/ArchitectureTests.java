package dev.outrank.benchmarks;

import dev.outrank.testkit.architecture.ArchitectureContract;
import java.util.List;

final class ArchitectureTests implements ArchitectureContract {

    @Override
    public String rootPackage() {
        return "dev.outrank.benchmarks";
    }

    @Override
    public List<String> packagesThatRunServices() {
        return List.of(
                "dev.outrank.benchmarks.json",
                "dev.outrank.benchmarks.logging",
                "dev.outrank.benchmarks.ranking",
                "dev.outrank.benchmarks.transport");
    }
}
