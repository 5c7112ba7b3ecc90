package dev.outrank.workbench.inspect;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetOutput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.OrderSpec;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.workbench.text.Numbers;
import dev.outrank.workbench.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A bundle, as it is shown.
 *
 * @param kind always "bundle"
 * @param fingerprint SHA-256 of the canonical manifest
 * @param tableBytes bytes of all tables' rows
 * @param fileBytes bytes of all listed files
 * @param manifest all of the manifest
 */
record BundleView(String kind, String fingerprint, long tableBytes, long fileBytes, Manifest manifest) {

    private static final String INDENT = "  ";

    static BundleView of(Bundle bundle) {
        Manifest manifest = bundle.manifest();
        return new BundleView(
                "bundle",
                bundle.fingerprint(),
                manifest.tables().stream().mapToLong(TableSpec::capacityBytes).sum(),
                manifest.files().stream().mapToLong(BundleFile::bytes).sum(),
                manifest);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("bundle       " + manifest.name());
        lines.add("description  " + manifest.description());
        lines.add("fingerprint  " + fingerprint);
        lines.add("bytes        " + Numbers.grouped(tableBytes) + " in tables, " + Numbers.grouped(fileBytes)
                + " in files");
        lines.add("outputs      " + String.join(", ", manifest.outputs()));
        lines.add("");
        addFeatures(lines);
        addNets(lines);
        addTables(lines);
        return lines;
    }

    private void addFeatures(List<String> lines) {
        TextTable dense = new TextTable("dense feature", "scope", "width");
        for (DenseFeature feature : manifest.features().dense()) {
            dense.add(feature.name(), lower(feature.scope()), feature.width());
        }
        add(lines, dense);
        TextTable sparse = new TextTable("sparse feature", "scope", "table", "pooling", "weighted", "id policy");
        for (SparseFeature feature : manifest.features().sparse()) {
            sparse.add(
                    feature.name(),
                    lower(feature.scope()),
                    feature.table(),
                    lower(feature.pooling()),
                    feature.weighted() ? "yes" : "no",
                    lower(feature.idPolicy()));
        }
        add(lines, sparse);
    }

    private void addNets(List<String> lines) {
        TextTable nets = new TextTable("net", "scope", "inputs", "outputs");
        for (NetSpec net : manifest.netsInOrder()) {
            nets.add(
                    net.name(),
                    lower(net.scope()),
                    net.inputs().stream().map(BundleView::input).collect(Collectors.joining(" ")),
                    net.outputs().stream().map(BundleView::output).collect(Collectors.joining(" ")));
        }
        add(lines, nets);
    }

    private void addTables(List<String> lines) {
        TextTable tables = new TextTable("table", "rows", "dim", "type", "bytes", "hot rows", "file");
        for (TableSpec table : manifest.tables()) {
            tables.add(
                    table.name(),
                    Numbers.grouped(table.rows()),
                    table.dim(),
                    table.dtype().jsonName(),
                    Numbers.grouped(table.capacityBytes()),
                    Numbers.grouped(hotRows(table)),
                    table.file());
        }
        lines.addAll(tables.lines(INDENT));
    }

    private static long hotRows(TableSpec table) {
        OrderSpec order = table.order();
        return order == null ? 0 : order.hotRows();
    }

    private static void add(List<String> lines, TextTable table) {
        lines.addAll(table.lines(INDENT));
        lines.add("");
    }

    private static String input(NetInput input) {
        List<String> sources = input.sources();
        String shown = sources.size() == 1 ? sources.getFirst() : sources.getFirst() + "…" + sources.getLast();
        return input.tensor().equals(shown) ? shown : input.tensor() + "=" + shown;
    }

    private static String output(NetOutput output) {
        return output.name() + "[" + output.width() + "]";
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
