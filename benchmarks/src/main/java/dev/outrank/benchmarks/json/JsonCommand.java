package dev.outrank.benchmarks.json;

import dev.outrank.benchmarks.machine.MachineLine;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank bench json}. */
@Command(
        name = "json",
        mixinStandardHelpOptions = true,
        description =
                "Decoding an OIP request of 58,000 ids against a bare streaming pass of the same parser over the same bytes.")
public final class JsonCommand implements Callable<Integer> {

    private static final int WARM_UP_ROUNDS = 10;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            defaultValue = "31",
            description = "Rounds of one and the other; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--times", defaultValue = "40", description = "Bodies a round; default ${DEFAULT-VALUE}.")
    private int times;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        InferenceBody body = InferenceBody.make();
        JsonStudy study = new JsonStudy(body);
        study.check();
        out.println(MachineLine.ofThisMachine());
        out.println(String.format(
                Locale.ROOT,
                "body: %,d bytes, %,d ids, %d candidates",
                body.json().length,
                body.ids(),
                InferenceBody.CANDIDATES));
        double[] decode = new double[rounds];
        double[] pass = new double[rounds];
        double[] ratios = new double[rounds];
        double[] tokens = new double[rounds];
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            int at = Math.max(0, round);
            decode[at] = JsonStudy.nanos(times, study::decode);
            pass[at] = JsonStudy.nanos(times, study::pass);
            tokens[at] = JsonStudy.nanos(times, study::tokens);
            ratios[at] = decode[at] / pass[at];
        }
        print(out, "decode, µs CPU", decode, 1e-3);
        print(out, "bare pass with values, µs CPU", pass, 1e-3);
        print(out, "bare pass over tokens, µs CPU", tokens, 1e-3);
        print(out, "decode / bare pass with values", ratios, 1);
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, String what, double[] values, double scale) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        out.println(String.format(
                Locale.ROOT,
                "%s: %.3f (quartiles %.3f to %.3f)",
                what,
                scale * sorted[sorted.length / 2],
                scale * sorted[sorted.length / 4],
                scale * sorted[sorted.length * 3 / 4]));
    }
}
