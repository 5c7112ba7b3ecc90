package dev.outrank.workbench.characterize;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A service's metrics in the text format of Prometheus.
 *
 * @param text as it was answered
 */
public record PrometheusText(String text) {

    /** Returns the sum of a metric over all its labels; 0 where there is none. */
    public double sum(String metric) {
        return lines(metric).mapToDouble(PrometheusText::value).sum();
    }

    /** Returns the sums of a metric by the values of one of its labels. */
    public Map<String, Double> sums(String metric, String label) {
        Pattern labelled = Pattern.compile("[{,]" + label + "=\"([^\"]*)\"");
        Map<String, Double> sums = new TreeMap<>();
        lines(metric).forEach(line -> {
            Matcher matcher = labelled.matcher(line);
            if (matcher.find()) {
                sums.merge(matcher.group(1), value(line), Double::sum);
            }
        });
        return sums;
    }

    private Stream<String> lines(String metric) {
        return text.lines().filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "));
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
