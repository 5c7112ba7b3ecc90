package dev.outrank.gateway.deadline;

import org.springframework.http.HttpHeaders;

/** Ranking's word for a refusal that says nothing about others: the request's own time was too short for what waits at present. */
public final class HastyRefusal {

    private static final String HEADER = "Outrank-Refusal";
    private static final String TIME = "time";

    private HastyRefusal() {}

    /** Returns whether these are the headers of one. */
    public static boolean is(HttpHeaders headers) {
        return TIME.equals(headers.getFirst(HEADER));
    }
}
