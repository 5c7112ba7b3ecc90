package dev.outrank.workbench.characterize;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.planner.cost.MachineFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A study ({@code docs/format/characterization.md}).
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param machine where it ran, and with which Java
 * @param versions of what was measured
 * @param settings how thorough it was, for people
 * @param models that were studied
 * @param noise the one process against itself, a row a model and load
 * @param rows placements against one process, a row a load
 * @param fleets what a rate takes
 * @param failures placements that were not measured, or not under all loads, and why
 */
public record StudyReport(
        int formatVersion,
        MachineFacts machine,
        Map<String, String> versions,
        Map<String, String> settings,
        List<StudiedModel> models,
        List<StudyRow> noise,
        List<StudyRow> rows,
        List<FleetRow> fleets,
        List<String> failures) {

    /** The only version of the format so far. */
    public static final int FORMAT_VERSION = 1;

    /** The name of the process with all tables. */
    static final String SINGULAR = "singular";

    public StudyReport {
        if (formatVersion != FORMAT_VERSION) {
            throw new CallerException("formatVersion: " + formatVersion + " (expected: " + FORMAT_VERSION + ")");
        }
        versions = new TreeMap<>(versions);
        settings = new TreeMap<>(settings);
        models = List.copyOf(models);
        noise = List.copyOf(noise);
        rows = List.copyOf(rows);
        fleets = List.copyOf(fleets);
        failures = List.copyOf(failures);
    }

    /**
     * Returns the serial row of a model's best placement on the most shards, the answer to the study's question: of the one that was measured twice, or else of
     * that with the least median latency. P99 of short turns is the slowest of a few dozen requests, and the least of those is luck.
     */
    Optional<StudyRow> best(String model) {
        return best(rows, model);
    }

    static Optional<StudyRow> best(List<StudyRow> rows, String model) {
        List<StudyRow> plain = rows.stream()
                .filter(row -> row.model().equals(model) && row.variant().isEmpty() && row.sameAs() == null)
                .toList();
        int most = plain.stream().mapToInt(StudyRow::shards).max().orElse(0);
        Optional<String> answered =
                plain.stream().filter(StudyRow::isFull).map(StudyRow::strategy).findFirst();
        return plain.stream()
                .filter(row -> row.isSerial() && row.shards() == most)
                .filter(row -> answered.isEmpty() || answered.get().equals(row.strategy()))
                .min(Comparator.comparingDouble(StudyRow::p50Ratio));
    }

    /**
     * Returns the rows with those of a placement that was measured again in the place of what it had before; a strategy that had made the same plan shares the
     * new ones.
     */
    static List<StudyRow> replaced(List<StudyRow> rows, String model, Placement placement, List<StudyRow> longer) {
        List<StudyRow> next = new ArrayList<>(rows);
        List<StudyRow> shorter =
                rows.stream().filter(row -> row.isOf(model, placement)).toList();
        next.removeAll(shorter);
        next.addAll(longer);
        shorter.stream()
                .filter(row -> row.sameAs() != null && row.isSerial())
                .flatMap(row -> longer.stream().map(measured -> measured.sharedBy(row.strategy())))
                .forEach(next::add);
        return next;
    }

    /** Returns the row of the same placement with as many requests as either side can take; empty where it was not measured so. */
    Optional<StudyRow> full(StudyRow best) {
        return rows.stream()
                .filter(row -> row.model().equals(best.model())
                        && row.strategy().equals(best.strategy())
                        && row.shards() == best.shards()
                        && row.isFull())
                .findFirst();
    }

    /** Returns the rows of a model whose user comes with every candidate. */
    List<StudyRow> userRepeated(String model) {
        return rows.stream()
                .filter(row -> row.model().equals(model) && row.variant().equals(Placement.USER_REPEATED))
                .toList();
    }

    /** Returns the row of the same placement with the user once, in processes as new; empty where it was not measured so. */
    Optional<StudyRow> userOnce(StudyRow repeated) {
        return rows.stream()
                .filter(row -> row.model().equals(repeated.model())
                        && row.strategy().equals(repeated.strategy())
                        && row.shards() == repeated.shards()
                        && row.variant().equals(Placement.USER_ONCE))
                .findFirst();
    }

    /** Returns how far P99 of the one process was from itself in the worst round, as a share. */
    double noiseOfP99() {
        return noise.stream()
                .mapToDouble(row -> Math.max(
                        Math.abs(row.spreads().p99().max() - 1),
                        Math.abs(1 - row.spreads().p99().min())))
                .max()
                .orElse(0);
    }
}
