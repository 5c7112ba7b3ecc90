/**
 * What the planner knows of a model: how large its tables are, which nets read them, and what requests ask of them.
 *
 * <pre>
 *   ModelFacts ── tables: TableFacts (rows, bytes, nets)
 *     Demand ──── candidates a request, and for each table a TableDemand: ids, bags, AccessCurve
 * </pre>
 *
 * <p>A table's {@link dev.outrank.planner.model.RowHeat} says which share of its accesses a range of rows gets: even over all rows where
 * hot rows are scattered, by the access curve where the bundle has put the hottest rows first.
 */
@NullMarked
package dev.outrank.planner.model;

import org.jspecify.annotations.NullMarked;
