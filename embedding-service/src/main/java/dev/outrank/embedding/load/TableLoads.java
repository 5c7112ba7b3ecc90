package dev.outrank.embedding.load;

import dev.outrank.embedding.load.TableLoad.Counts;
import dev.outrank.embedding.shard.LoadedVersion;
import dev.outrank.embedding.shard.VersionKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the tables of all versions are asked for, and the meters that say so: a bounded number of them. Thread-safe. */
public final class TableLoads {

    /** The name of all tables that have no meters of their own. */
    static final String OTHER = "other";

    /** One in so many parts of lookups has its distinct ids counted. */
    private static final int SAMPLE = 16;

    /** A table keeps its meters until another has so much more ids: two that are alike would take turns. */
    private static final double STAYS = 1.25;

    private final MeterRegistry registry;
    private final int most;
    private final Map<LoadedVersion, VersionLoad> versions = new ConcurrentHashMap<>();

    // Guarded by this, as what is taken from the loads is.
    private final Map<SeriesKey, TableSeries> series = new HashMap<>();

    private record SeriesKey(VersionKey version, String table) {}

    private record Ranked(SeriesKey key, TableLoad load, double weight) {}

    /**
     * Makes one that knows no version.
     *
     * @param most tables that have meters of their own at a time
     */
    public TableLoads(MeterRegistry registry, int most) {
        this.registry = registry;
        this.most = most;
    }

    /** Returns whether the ids of a part of a lookup are to be looked at. */
    public static boolean isSampled() {
        return ThreadLocalRandom.current().nextInt(SAMPLE) == 0;
    }

    /** Returns what counts for a version. */
    public VersionLoad of(LoadedVersion version) {
        VersionLoad known = versions.get(version);
        return known == null ? versions.computeIfAbsent(version, VersionLoad::new) : known;
    }

    /** Forgets all versions but these. */
    public synchronized void keepOnly(Set<VersionKey> served) {
        versions.keySet().removeIf(version -> !served.contains(version.key()) || !version.isMapped());
        removeSeries(version -> !served.contains(version));
    }

    /** Has the meters say what came since this was called last. A table that is new has meters of its own while there is room. */
    synchronized void publish() {
        forgetClosed();
        long named = named();
        for (Map.Entry<LoadedVersion, VersionLoad> version : versions.entrySet()) {
            for (TableLoad load : version.getValue().tables()) {
                Counts came = load.take();
                if (!load.isNamed() && came.ids() > 0 && named < most) {
                    load.name(true);
                    named++;
                }
                if (load.isNamed() || came.lookups() > 0 || came.ids() > 0) {
                    seriesOf(version.getKey().key(), load).add(came);
                }
            }
        }
    }

    /** A version that was left is counted anew where its last lookups are still being answered, and goes with its tables. */
    private void forgetClosed() {
        if (versions.keySet().removeIf(version -> !version.isMapped())) {
            Set<VersionKey> left =
                    versions.keySet().stream().map(LoadedVersion::key).collect(Collectors.toSet());
            removeSeries(version -> !left.contains(version));
        }
    }

    private void removeSeries(Predicate<VersionKey> gone) {
        series.entrySet().removeIf(entry -> {
            boolean left = gone.test(entry.getKey().version());
            if (left) {
                entry.getValue().removeFrom(registry);
            }
            return left;
        });
    }

    private long named() {
        return versions.values().stream()
                .flatMap(version -> version.tables().stream())
                .filter(TableLoad::isNamed)
                .count();
    }

    private TableSeries seriesOf(VersionKey version, TableLoad load) {
        SeriesKey key = new SeriesKey(version, load.isNamed() ? load.table() : OTHER);
        return series.computeIfAbsent(key, fresh -> new TableSeries(registry, version, fresh.table()));
    }

    /** Ends a minute: those with the most ids in it have meters of their own from now on. */
    synchronized void endMinute() {
        publish();
        List<Ranked> ranked = new ArrayList<>();
        versions.forEach((version, load) -> load.tables().forEach(table -> ranked.add(rank(version.key(), table))));
        ranked.sort(Comparator.comparingDouble(Ranked::weight).reversed());
        for (int i = 0; i < ranked.size(); i++) {
            Ranked table = ranked.get(i);
            name(table, i < most && (table.weight() > 0 || table.load().isNamed()));
        }
        showDistinct();
    }

    private static Ranked rank(VersionKey version, TableLoad load) {
        double weight = load.endMinute() * (load.isNamed() ? STAYS : 1);
        return new Ranked(new SeriesKey(version, load.table()), load, weight);
    }

    private void name(Ranked table, boolean own) {
        table.load().name(own);
        TableSeries left = own ? null : series.remove(table.key());
        if (left != null) {
            left.removeFrom(registry);
        }
    }

    private void showDistinct() {
        Map<TableSeries, Double> sums = new HashMap<>();
        versions.forEach((version, load) -> load.tables().stream()
                .filter(table -> table.isNamed() || table.distinctOfMinute() > 0)
                .forEach(table -> sums.merge(seriesOf(version.key(), table), table.distinctOfMinute(), Double::sum)));
        series.values().forEach(each -> each.distinct(sums.getOrDefault(each, 0.0)));
    }
}
