package dev.outrank.planner.cost;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.planner.PlanException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The coefficients that the cost model knows, with their units; {@link StageCosts} has the formulas. */
public final class CoefficientNames {

    /** A lookup of one table, whatever its bags. */
    public static final String LOOKUP = "kernel.lookup";

    /** By how much rows from memory cost more where the rows between them are cached, as a share. */
    public static final String MIXED = "kernel.mixed";

    /** Bytes of rows that a process may take as cached, of all its tables together. */
    public static final String CACHE_BYTES = "cache.bytes";

    /** What the network adds to a call, there and back; 0 between processes of one machine. */
    public static final String ROUND_TRIP = "network.roundTrip";

    /** A run of a net, whatever its size. */
    public static final String DENSE_RUN = "dense.run";

    /** Bytes of a net's weights that stay near the CPU between runs. */
    public static final String DENSE_NEAR_BYTES = "dense.nearBytes";

    /** A byte of the weights that stay near the CPU; each run reads all. */
    public static final String DENSE_NEAR_BYTE = "dense.nearByte";

    /** Bytes of a net's weights that some cache holds between runs. */
    public static final String DENSE_FAR_BYTES = "dense.farBytes";

    /** A byte of the weights that no cache holds. */
    public static final String DENSE_FAR_BYTE = "dense.farByte";

    /** A byte of the weights between those that are near and those that are far. */
    public static final String DENSE_PARAMETER_BYTE = "dense.parameterByte";

    /** A multiplication and addition of a matrix product. */
    public static final String DENSE_MULTIPLY_ADD = "dense.multiplyAdd";

    /** An element that a node of a net writes. */
    public static final String DENSE_ACTIVATION = "dense.activation";

    private static final Map<String, String> UNITS = units();

    private CoefficientNames() {}

    /** What a bag costs a lookup besides its rows and the elements of its vector. */
    public static String bag(ElementType dtype) {
        return kernel(dtype, "bag");
    }

    /** What an element of a pooled vector costs. */
    public static String bagElement(ElementType dtype) {
        return kernel(dtype, "bagElement");
    }

    /** What a row costs that the caches hold, besides its elements. */
    public static String cachedRow(ElementType dtype) {
        return kernel(dtype, "cachedRow");
    }

    /** What an element of a row costs that the caches hold. */
    public static String cachedElement(ElementType dtype) {
        return kernel(dtype, "cachedElement");
    }

    /** What a cache line of 64 bytes costs of a row that the caches hold, where that is longer than the row's own time. */
    public static String cachedLine(ElementType dtype) {
        return kernel(dtype, "cachedLine");
    }

    /** What a row costs that comes from memory, however short it is. */
    public static String missedRow(ElementType dtype) {
        return kernel(dtype, "missedRow");
    }

    /** What a cache line of 64 bytes costs of a row that comes from memory. */
    public static String missedLine(ElementType dtype) {
        return kernel(dtype, "missedLine");
    }

    /** What an element of a pooled vector costs whose rows come from memory, where that is longer than the row's own time. */
    public static String missedElement(ElementType dtype) {
        return kernel(dtype, "missedElement");
    }

    /** What a part of a call costs. */
    public static String rpc(RpcCost cost, RpcPart part) {
        return "rpc." + cost.label() + "." + part.label();
    }

    /** What a part of a request over HTTP costs ranking. */
    public static String http(BodyFormat format, HttpCost cost, HttpPart part) {
        return "http." + format.label() + "." + cost.label() + "." + part.label();
    }

    /** Returns all names, in the order in which files have them. */
    public static List<String> all() {
        return List.copyOf(UNITS.keySet());
    }

    /**
     * Returns the unit of a coefficient.
     *
     * @throws PlanException if there is none of this name
     */
    public static String unit(String name) {
        String unit = UNITS.get(name);
        if (unit == null) {
            throw new PlanException("coefficients: '" + name + "' (expected: one of " + UNITS.keySet() + ")");
        }
        return unit;
    }

    private static String kernel(ElementType dtype, String part) {
        return "kernel." + dtype.jsonName() + "." + part;
    }

    private static Map<String, String> units() {
        Map<String, String> units = new LinkedHashMap<>();
        units.put(LOOKUP, "ns/lookup");
        units.put(MIXED, "share");
        for (ElementType dtype : ElementType.values()) {
            units.put(bag(dtype), "ns/bag");
            units.put(bagElement(dtype), "ns/element");
            units.put(cachedRow(dtype), "ns/row");
            units.put(cachedElement(dtype), "ns/element");
            units.put(cachedLine(dtype), "ns/line");
            units.put(missedRow(dtype), "ns/row");
            units.put(missedLine(dtype), "ns/line");
            units.put(missedElement(dtype), "ns/element");
        }
        units.put(CACHE_BYTES, "bytes");
        for (RpcCost cost : RpcCost.values()) {
            for (RpcPart part : RpcPart.values()) {
                units.put(rpc(cost, part), "ns/" + part.label());
            }
        }
        units.put(ROUND_TRIP, "ns");
        for (BodyFormat format : BodyFormat.values()) {
            for (HttpCost cost : HttpCost.values()) {
                for (HttpPart part : HttpPart.values()) {
                    units.put(http(format, cost, part), "ns/" + part.label());
                }
            }
        }
        units.put(DENSE_RUN, "ns/run");
        units.put(DENSE_NEAR_BYTES, "bytes");
        units.put(DENSE_NEAR_BYTE, "ns/byte");
        units.put(DENSE_PARAMETER_BYTE, "ns/byte");
        units.put(DENSE_FAR_BYTES, "bytes");
        units.put(DENSE_FAR_BYTE, "ns/byte");
        units.put(DENSE_MULTIPLY_ADD, "ns/multiply-add");
        units.put(DENSE_ACTIVATION, "ns/element");
        return units;
    }
}
