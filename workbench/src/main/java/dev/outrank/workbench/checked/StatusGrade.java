package dev.outrank.workbench.checked;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what answers are worth that have another status than 200. */
public final class StatusGrade {

    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int SHOWN = 300;
    private static final Pattern SHARD = Pattern.compile("embedding-[0-9]+");

    private StatusGrade() {}

    /** Returns the grade of a failure: refused where it says so, else failed. */
    public static Grade of(Reply.Answer answer) {
        int status = answer.status();
        String text = answer.text();
        Matcher shard = SHARD.matcher(text);
        String kind = shard.find() ? naming(status, shard.group()) : String.valueOf(status);
        boolean capacity = answer.retryAfter() != null && (status == TOO_MANY || status == UNAVAILABLE);
        String shown = status + " " + text.substring(0, Math.min(SHOWN, text.length()));
        return new Grade(capacity ? Verdict.REFUSED : Verdict.FAILED, kind, shown);
    }

    /** Returns the kind of failures with a status that name a shard. */
    public static String naming(int status, String shard) {
        return status + " naming " + shard;
    }
}
