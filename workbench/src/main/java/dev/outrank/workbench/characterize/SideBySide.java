package dev.outrank.workbench.characterize;

import dev.outrank.workbench.replay.Load;
import dev.outrank.workbench.replay.RunLength;
import dev.outrank.workbench.stack.ServiceGroup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Measures sides against the one process, and says what came of it. Not thread-safe.
 *
 * @param services the one process
 * @param singular the same as a side
 * @param rounds of each load
 * @param progress told each row
 */
record SideBySide(ServiceGroup services, Side singular, int rounds, Consumer<String> progress) {

    /** After the small requests the usual ones, many at a time and then one by one, each for this fraction of their time. */
    private static final long USUAL_SHARE = 4;

    private static final Duration IDLE = Duration.ofSeconds(2);

    /** Has compilers see a side's requests, small ones for a time and usual ones for a part of it, and learns what its processes do without any. */
    static Turn warmUp(Side side, Duration time) throws InterruptedException {
        side.warmUp(time, time.dividedBy(USUAL_SHARE));
        Turn warm = side.turn(new Load.Serial(0), new RunLength(Duration.ZERO, time.dividedBy(USUAL_SHARE)));
        side.measureIdle(IDLE);
        return warm;
    }

    /** Measures the one process against itself. */
    StudyRow noise(RowAssembly assembly) throws InterruptedException {
        MeterReading before = MeterReading.of(services);
        List<Round> measured = interleave(singular, assembly.level());
        double answered = answered(measured, Round::singular) + answered(measured, Round::distributed);
        MeterReading each = MeterReading.of(services).since(before, answered);
        return tell(assembly.row(measured, each, each, 0, memory(Map.of(), services)));
    }

    /**
     * Measures a side.
     *
     * @param group its services
     * @param scoreChange the largest relative change of its scores
     */
    StudyRow row(RowAssembly assembly, ServiceGroup group, Side side, double scoreChange) throws InterruptedException {
        MeterReading singularBefore = MeterReading.of(services);
        MeterReading before = MeterReading.of(group);
        List<Round> measured = interleave(side, assembly.level());
        MeterReading each = MeterReading.of(group).since(before, answered(measured, Round::distributed));
        MeterReading singularEach =
                MeterReading.of(services).since(singularBefore, answered(measured, Round::singular));
        Map<String, ProcessMemory> memory = memory(memory(Map.of(), services), group);
        return tell(assembly.row(measured, singularEach, each, scoreChange, memory));
    }

    private List<Round> interleave(Side side, LoadLevels.Level level) throws InterruptedException {
        return Interleaving.run(singular, side, rounds, level.load(), level.length());
    }

    private static double answered(List<Round> rounds, Function<Round, Turn> side) {
        return rounds.stream()
                .mapToLong(round -> side.apply(round).result().answered())
                .sum();
    }

    private StudyRow tell(StudyRow row) {
        progress.accept(StudyText.line(row));
        return row;
    }

    /** Returns the memory of a group beside what is known: a second process of one name is told from the first. */
    private static Map<String, ProcessMemory> memory(Map<String, ProcessMemory> known, ServiceGroup group) {
        Map<String, ProcessMemory> memory = new LinkedHashMap<>(known);
        group.processes()
                .forEach((name, process) ->
                        memory.put(known.containsKey(name) ? name + ", changed" : name, ProcessMemory.of(process)));
        return memory;
    }
}
