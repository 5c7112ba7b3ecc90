package dev.outrank.workbench;

import dev.outrank.bundle.failure.OutrankException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns a failure into one line on standard error and exit code 1. */
final class FailureReport implements IExecutionExceptionHandler {

    private final BooleanSupplier verbose;

    FailureReport(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText("outrank: " + line(failure)));
        if (verbose.getAsBoolean()) {
            err.print(command.getColorScheme().richStackTraceString(failure));
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String line(Exception failure) {
        String message = failure.getMessage() == null ? "no message" : failure.getMessage();
        if (failure instanceof OutrankException) {
            return message.lines().map(String::strip).collect(Collectors.joining(" "));
        }
        return "unexpected " + failure.getClass().getSimpleName() + ": " + message
                + " (--verbose prints where; please report it)";
    }
}
