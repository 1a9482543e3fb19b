package io.cadastre.connectors.exec;

import java.util.ArrayList;
import java.util.List;

/** Lines as a program would print them: hosts with services, listed as a whole or host by host. */
final class Lines {
    static final String SCHEMA = """
            {"type":"schema","namespace":"inv","entityTypes":[\
            {"name":"inv_host","classes":["Host"],"keyed":"name","fields":[\
            {"name":"name","indexed":true},{"name":"cores","kind":"integer"},{"name":"load","kind":"decimal"},\
            {"name":"seenAt","kind":"instant"},{"name":"boughtOn","kind":"date"},{"name":"tags","kind":"list of string"},\
            {"name":"detail","kind":"json"},{"name":"state","kind":"enumeration","allowed":["up","down"]}],\
            "links":[{"name":"services","target":"inv_service","verb":"RUNS","properties":[{"name":"role"}]}]},\
            {"name":"inv_service","classes":["Service"],"fields":[{"name":"port","kind":"integer"}]}]}""";

    static final String ALL_COMPLETE = "{\"type\":\"evidence\",\"outcome\":\"complete\"}";
    static final String DONE = "{\"type\":\"done\"}";

    private final List<String> lines = new ArrayList<>(List.of(SCHEMA));

    static Lines begin() {
        return new Lines();
    }

    static String host(String key) {
        return "{\"type\":\"entity\",\"entity\":\"inv_host\",\"key\":\"" + key + "\",\"fields\":{\"name\":\"" + key
                + "\"}}";
    }

    Lines line(String line) {
        lines.add(line);
        return this;
    }

    Lines hosts(String... keys) {
        for (String key : keys) {
            lines.add(host(key));
        }
        return this;
    }

    /** Services of one host, in its scope, and what is said about how whole they are. */
    Lines services(String host, String evidence, String... keys) {
        for (String key : keys) {
            lines.add("{\"type\":\"entity\",\"entity\":\"inv_service\",\"key\":\"" + key + "\"," + scope(host) + "}");
            lines.add("{\"type\":\"relationship\",\"verb\":\"RUNS\",\"from\":{\"type\":\"inv_host\",\"key\":\"" + host
                    + "\"},\"to\":{\"type\":\"inv_service\",\"key\":\"" + key + "\"}," + scope(host) + "}");
        }
        if (!evidence.isEmpty()) {
            lines.add("{\"type\":\"evidence\",\"outcome\":" + evidence + "," + scope(host) + "}");
        }
        return this;
    }

    private static String scope(String host) {
        return "\"scope\":{\"type\":\"inv_host\",\"key\":\"" + host + "\"}";
    }

    Lines allComplete() {
        return line(ALL_COMPLETE);
    }

    Lines done() {
        return line(DONE);
    }

    List<String> all() {
        return List.copyOf(lines);
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }
}
