package dev.outrank.workbench.reorder;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.order.RowOrder;
import dev.outrank.planner.traffic.TableTraffic;
import dev.outrank.planner.traffic.TrafficProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** From a profile of traffic to orders of a model's tables. */
final class HotIds {

    private final Manifest manifest;
    private final TrafficProfile profile;
    private final String origin;

    /** Prepares a profile; {@code origin} is what messages call it. */
    HotIds(Manifest manifest, TrafficProfile profile, String origin) {
        this.manifest = manifest;
        this.profile = profile;
        this.origin = origin;
    }

    /**
     * Returns the orders of the tables that have hot ids, by name, in the profile's order.
     *
     * @param most hot rows that a table gets at most, at least 1
     * @throws CallerException if the profile is another model's, names a table or an id that is not there or an id twice, or has no hot id at all
     */
    Map<String, RowOrder> orders(long most) {
        requireSameModel();
        Map<String, RowOrder> orders = new LinkedHashMap<>();
        for (TableTraffic traffic : profile.tables()) {
            if (!traffic.hotIds().isEmpty()) {
                orders.put(traffic.table(), order(traffic, manifest.table(traffic.table()), most));
            }
        }
        if (orders.isEmpty()) {
            throw new CallerException(origin + ": tables: no hotIds (expected: hot ids of at least one table)");
        }
        return orders;
    }

    private void requireSameModel() {
        if (!profile.model().equals(manifest.name())) {
            throw new CallerException(origin + ": model: '" + profile.model() + "' (expected: '" + manifest.name()
                    + "', the bundle's name)");
        }
        Set<String> names = manifest.tables().stream().map(TableSpec::name).collect(Collectors.toSet());
        for (TableTraffic traffic : profile.tables()) {
            if (!names.contains(traffic.table())) {
                throw new CallerException(origin + ": tables: '" + traffic.table() + "' (expected: a table of model '"
                        + manifest.name() + "')");
            }
        }
    }

    private RowOrder order(TableTraffic traffic, TableSpec table, long most) {
        String field = origin + ": tables['" + table.name() + "'].hotIds";
        long[] ids = longs(traffic.hotIds());
        RowOrder all = RowOrder.of(field, ids, table.rows());
        return ids.length <= most
                ? all
                : RowOrder.of(field, longs(traffic.hotIds().subList(0, (int) most)), table.rows());
    }

    private static long[] longs(List<Long> ids) {
        return ids.stream().mapToLong(id -> id).toArray();
    }
}
