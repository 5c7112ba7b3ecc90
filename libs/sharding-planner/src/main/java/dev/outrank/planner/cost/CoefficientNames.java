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

    /** Bytes of rows that a process may take as cached, of all its tables together. */
    public static final String CACHE_BYTES = "cache.bytes";

    /** What the network adds to a call, there and back; 0 between processes of one machine. */
    public static final String ROUND_TRIP = "network.roundTrip";

    /** A run of a net, whatever its size. */
    public static final String DENSE_RUN = "dense.run";

    /** A byte of a net's weights, which each run reads. */
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

    /** What a row costs that comes from memory, besides its cache lines. */
    public static String missedRow(ElementType dtype) {
        return kernel(dtype, "missedRow");
    }

    /** What a cache line of 64 bytes costs of a row that comes from memory. */
    public static String missedLine(ElementType dtype) {
        return kernel(dtype, "missedLine");
    }

    /** What a part of a call costs. */
    public static String rpc(RpcCost cost, RpcPart part) {
        return "rpc." + cost.label() + "." + part.label();
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
        for (ElementType dtype : ElementType.values()) {
            units.put(bag(dtype), "ns/bag");
            units.put(bagElement(dtype), "ns/element");
            units.put(cachedRow(dtype), "ns/row");
            units.put(cachedElement(dtype), "ns/element");
            units.put(missedRow(dtype), "ns/row");
            units.put(missedLine(dtype), "ns/line");
        }
        units.put(CACHE_BYTES, "bytes");
        for (RpcCost cost : RpcCost.values()) {
            for (RpcPart part : RpcPart.values()) {
                units.put(rpc(cost, part), "ns/" + part.label());
            }
        }
        units.put(ROUND_TRIP, "ns");
        units.put(DENSE_RUN, "ns/run");
        units.put(DENSE_PARAMETER_BYTE, "ns/byte");
        units.put(DENSE_MULTIPLY_ADD, "ns/multiply-add");
        units.put(DENSE_ACTIVATION, "ns/element");
        return units;
    }
}
