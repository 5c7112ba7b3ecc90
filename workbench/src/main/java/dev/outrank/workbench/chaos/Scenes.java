package dev.outrank.workbench.chaos;

import java.util.List;

/** All scenes, in the order in which they are played. */
final class Scenes {

    private static final List<Scene> ALL = List.of(
            new KilledReplica(),
            new SlowReplica(),
            new StoppedReplica(),
            new SilentNetwork(),
            new LostShard(),
            new BrokenAnswers(),
            new Overload(),
            new RollingRestart(),
            new AbsentConfigServer(),
            new LeavingClients());

    private Scenes() {}

    static List<String> names() {
        return ALL.stream().map(Scene::name).toList();
    }

    /** Returns those with a name of the list, in the usual order; all where it is empty. */
    static List<Scene> named(List<String> names) {
        return ALL.stream()
                .filter(scene -> names.isEmpty() || names.contains(scene.name()))
                .toList();
    }
}
