package dev.outrank.planner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.planner.traffic.CurvePoint;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RowHeatTests {

    private static final Offset<Double> EXACT = within(1e-12);
    private static final AccessCurve CURVE =
            AccessCurve.of(List.of(new CurvePoint(1, 0.3), new CurvePoint(10, 0.6), new CurvePoint(100, 1)));

    private static RowHeat heat(long rows, long orderedRows) {
        return new RowHeat(CURVE, TableFacts.of("t", rows, 8, ElementType.FLOAT32, List.of(), orderedRows));
    }

    @Test
    void interpolatesBetweenPointsAndFromTheOrigin() {
        assertThat(CURVE.share(0)).isZero();
        assertThat(CURVE.share(0.5)).isCloseTo(0.15, EXACT);
        assertThat(CURVE.share(2)).isCloseTo(0.3 + 0.3 / 9, EXACT);
        assertThat(CURVE.share(100)).isEqualTo(1);
        assertThat(CURVE.share(1e9)).isEqualTo(1);
        assertThat(CURVE.rowsOf(0.6)).isCloseTo(10, EXACT);
        assertThat(CURVE.rowsOf(0.8)).isCloseTo(55, within(1e-9));
        assertThat(AccessCurve.even(200).share(50)).isEqualTo(0.25);
    }

    @Test
    void spreadsAccessesByRowsWhenHotRowsAreScattered() {
        RowHeat scattered = heat(1000, 0);
        assertThat(scattered.share(0, 250)).isCloseTo(0.25, EXACT);
        assertThat(scattered.share(0, 1000)).isEqualTo(1);
        assertThat(scattered.endOf(0, 0.25)).isEqualTo(250);
        assertThat(scattered.endOf(100, 0.25)).isEqualTo(350);
    }

    @Test
    void keepsTheHottestRowsOfASampleWhenHotRowsAreScattered() {
        // A quarter of the rows has a quarter of the hot ones: its 25 hottest rows stand for the table's 100 hottest.
        assertThat(heat(1000, 0).hottestShare(0, 250, 25)).isEqualTo(1);
        assertThat(heat(1000, 0).hottestShare(250, 500, 2.5)).isCloseTo(0.6, EXACT);
        assertThat(heat(1000, 0).hottestShare(250, 500, 0)).isZero();
    }

    @Test
    void givesTheFirstRowsWhatTheCurveSaysWhenTheyAreInOrder() {
        RowHeat ordered = heat(1000, 10);
        assertThat(ordered.share(0, 1)).isCloseTo(0.3, EXACT);
        assertThat(ordered.share(0, 10)).isCloseTo(0.6, EXACT);
        assertThat(ordered.share(10, 1000)).isCloseTo(0.4, EXACT);
        assertThat(ordered.share(10, 505)).isCloseTo(0.2, EXACT);
        assertThat(ordered.hottestShare(0, 10, 1)).isCloseTo(0.5, EXACT);
        assertThat(ordered.hottestShare(0, 10, 10)).isCloseTo(1, EXACT);
    }

    @Test
    void treatsRowsBehindTheOrderedOnesAsScattered() {
        RowHeat ordered = heat(1000, 10);
        // Each half of the cold rows has half of the 90 rows that share 0.4.
        assertThat(ordered.hottestShare(10, 505, 45)).isCloseTo(1, EXACT);
        assertThat(ordered.hottestShare(505, 1000, 45)).isCloseTo(1, EXACT);
        assertThat(ordered.hottestShare(505, 1000, 22.5)).isCloseTo(0.5, EXACT);
        assertThat(ordered.hottestShare(0, 1000, 10)).isCloseTo(0.6, EXACT);
    }

    @Test
    void endsARangeWhereItsShareIsReached() {
        RowHeat ordered = heat(1000, 10);
        assertThat(ordered.endOf(0, 0.3)).isEqualTo(1);
        assertThat(ordered.endOf(0, 0.6)).isEqualTo(10);
        assertThat(ordered.endOf(0, 0.79999)).isEqualTo(505);
        assertThat(ordered.endOf(0, 1)).isEqualTo(1000);
        assertThat(ordered.endOf(0, 2)).isEqualTo(1000);
    }
}
