package dev.outrank.workbench.lifecycle;

import java.util.List;

/** All trials, in the order in which they are played. */
final class Trials {

    private static final List<Trial> ALL = List.of(
            new SwapTrial(),
            new ReplaceTrial(),
            new WrongBundles(),
            new RolloutTrial("good-canary", "a canary that is as the stable version", RolloutTrial.Kind.GOOD),
            new RolloutTrial("shifted-canary", "a canary with other scores", RolloutTrial.Kind.SHIFTED),
            new RolloutTrial("slow-canary", "a canary with far larger nets", RolloutTrial.Kind.SLOW),
            new RolloutTrial("failing-canary", "a canary whose scores are no numbers", RolloutTrial.Kind.FAILING),
            new KillTrial());

    private Trials() {}

    static List<String> names() {
        return ALL.stream().map(Trial::name).toList();
    }

    /** Returns those with a name of the list, in the usual order; all where it is empty. */
    static List<Trial> named(List<String> names) {
        return ALL.stream()
                .filter(trial -> names.isEmpty() || names.contains(trial.name()))
                .toList();
    }
}
