package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the questions of an onboarding to a person, and their answers to the server. */
final class OnboardingPrompt {
    private static final String BACK = "<";
    private static final String CLEAR = "-";

    private final ApiClient api;
    private final Terminal terminal;

    OnboardingPrompt(ApiClient api, Terminal terminal) {
        this.api = api;
        this.terminal = terminal;
    }

    /** What was typed for a field: a value, nothing, or the wish to go back. */
    private sealed interface Typed {
        /** The field is answered; null clears it. */
        record Value(@Nullable Object value) implements Typed {}

        /** What is offered holds. */
        record Nothing() implements Typed {}

        record Back() implements Typed {}
    }

    /** Asks until the installation is made; gives the state that says which it is. */
    JsonNode run(String connector) {
        terminal.say("Enter takes what is in brackets, " + BACK + " goes back, Ctrl-C ends this with nothing made.");
        JsonNode state = api.post("/connectors/" + ApiClient.segment(connector) + "/onboarding", Map.of());
        String path = "/onboarding/" + state.path("id").asText();
        Set<String> wrong = Set.of();
        try {
            while (!state.path("done").asBoolean()) {
                if (wrong.isEmpty()) {
                    introduce(state);
                }
                Optional<Map<String, @Nullable Object>> answers = ask(state.path("step"), wrong);
                if (answers.isEmpty()) {
                    state = api.post(path + "/back", Map.of());
                    wrong = Set.of();
                    continue;
                }
                Map<String, Object> body = new LinkedHashMap<>();
                body.put("values", answers.get());
                ApiClient.Reply reply = api.postOrRefused(path, body);
                String before = state.path("step").path("key").asText();
                state = reply.body();
                wrong = reply.refused() ? tellErrors(state, before) : Set.of();
            }
        } catch (CommandException e) {
            abandon(path);
            throw e;
        }
        tellMessage(state);
        return state;
    }

    private void abandon(String path) {
        try {
            api.delete(path);
        } catch (CommandException e) {
            // It expires by itself; what went wrong before is what people should hear of.
            terminal.say("The unfinished answers could not be removed; the server forgets them in half an hour.");
        }
    }

    private void introduce(JsonNode state) {
        JsonNode step = state.path("step");
        terminal.say("");
        terminal.say(state.path("position").asInt() + ". " + step.path("label").asText());
        if (!step.path("description").asText().isEmpty()) {
            terminal.say("   " + step.path("description").asText());
        }
        tellMessage(state);
    }

    private void tellMessage(JsonNode state) {
        if (!state.path("message").asText().isEmpty()) {
            terminal.say("   " + state.path("message").asText());
        }
    }

    /** Says what is wrong; gives the names of the fields to ask again, or none to ask all. */
    private Set<String> tellErrors(JsonNode refusal, String before) {
        Set<String> known = new LinkedHashSet<>();
        refusal.path("step")
                .path("fields")
                .forEach(field -> known.add(field.path("name").asText()));
        Set<String> wrong = new LinkedHashSet<>();
        for (JsonNode error : refusal.path("errors")) {
            terminal.say("   ! " + error.path("message").asText());
            wrong.add(error.path("field").asText());
        }
        boolean same = refusal.path("step").path("key").asText().equals(before);
        return same && known.containsAll(wrong) ? wrong : Set.of();
    }

    /** Empty if the step before is to be asked again. */
    private Optional<Map<String, @Nullable Object>> ask(JsonNode step, Set<String> wrong) {
        List<JsonNode> fields = new ArrayList<>();
        for (JsonNode field : step.path("fields")) {
            if (wrong.isEmpty() || wrong.contains(field.path("name").asText())) {
                fields.add(field);
            }
        }
        Map<String, @Nullable Object> answers = new LinkedHashMap<>();
        if (fields.isEmpty()) {
            return line("   Enter goes on: ").equals(BACK) ? Optional.empty() : Optional.of(answers);
        }
        int at = 0;
        while (at < fields.size()) {
            JsonNode field = fields.get(at);
            String name = field.path("name").asText();
            switch (askField(field)) {
                case Typed.Value(Object value) -> {
                    answers.put(name, value);
                    at++;
                }
                case Typed.Nothing nothing -> {
                    answers.remove(name);
                    at++;
                }
                case Typed.Back back -> at--;
            }
            if (at < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(answers);
    }

    private Typed askField(JsonNode field) {
        String description = field.path("description").asText();
        String type = field.path("type").asText();
        boolean choosing = type.equals("choice") || type.equals("choices");
        if (!description.isEmpty()) {
            terminal.say("   " + description);
        }
        if (choosing) {
            tellOptions(field.path("options"));
        }
        while (true) {
            String typed = field.path("secret").asBoolean() ? secret(field) : line(prompt(field));
            if (typed.equals(BACK)) {
                return new Typed.Back();
            }
            if (typed.isEmpty()) {
                return new Typed.Nothing();
            }
            if (typed.equals(CLEAR) && mayBeCleared(field)) {
                return new Typed.Value(null);
            }
            if (!choosing) {
                return new Typed.Value(type.equals("bool") ? truth(typed) : typed);
            }
            Optional<List<String>> chosen = choose(typed, field);
            if (chosen.isPresent()) {
                return new Typed.Value(
                        type.equals("choices") ? chosen.get() : chosen.get().getFirst());
            }
            terminal.say("   ! Type " + (type.equals("choices") ? "numbers" : "a number") + " from 1 to "
                    + field.path("options").size() + (type.equals("choices") ? ", separated by commas." : "."));
        }
    }

    private void tellOptions(JsonNode options) {
        for (int i = 0; i < options.size(); i++) {
            terminal.say(
                    "   %2d) %s".formatted(i + 1, options.get(i).path("label").asText()));
        }
    }

    /** The values chosen by number or by value; empty if something else was typed. */
    private static Optional<List<String>> choose(String typed, JsonNode field) {
        JsonNode options = field.path("options");
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < options.size(); i++) {
            values.put(Integer.toString(i + 1), options.get(i).path("value").asText());
        }
        for (JsonNode option : options) {
            values.put(option.path("value").asText(), option.path("value").asText());
        }
        List<String> chosen = new ArrayList<>();
        boolean several = field.path("type").asText().equals("choices");
        for (String part : several ? typed.split(",") : new String[] {typed}) {
            String value = values.get(part.strip());
            if (value == null) {
                return Optional.empty();
            }
            chosen.add(value);
        }
        return chosen.isEmpty() ? Optional.empty() : Optional.of(chosen);
    }

    private static Object truth(String typed) {
        return switch (typed.toLowerCase(Locale.ROOT)) {
            case "y", "yes", "true" -> true;
            case "n", "no", "false" -> false;
            default -> typed;
        };
    }

    private static boolean mayBeCleared(JsonNode field) {
        boolean answered =
                !field.path("default").isNull() || field.path("given").asBoolean();
        return answered && !field.path("required").asBoolean();
    }

    private static String prompt(JsonNode field) {
        String offered = offered(field);
        return "   " + field.path("label").asText() + (offered.isEmpty() ? "" : " [" + offered + "]")
                + (mayBeCleared(field) ? " (" + CLEAR + " clears)" : "") + ": ";
    }

    private static String offered(JsonNode field) {
        JsonNode value = field.path("default");
        if (field.path("type").asText().equals("bool")) {
            return value.asBoolean() ? "yes" : "no";
        }
        if (value.isArray()) {
            List<String> texts = new ArrayList<>();
            value.forEach(one -> texts.add(labelOf(one, field)));
            return String.join(", ", texts);
        }
        return value.isNull() || value instanceof MissingNode ? "" : labelOf(value, field);
    }

    private static String labelOf(JsonNode value, JsonNode field) {
        for (JsonNode option : field.path("options")) {
            if (option.path("value").equals(value)) {
                return option.path("label").asText();
            }
        }
        return value.asText();
    }

    private String secret(JsonNode field) {
        boolean given = field.path("given").asBoolean();
        return answered(terminal.askSecret("   " + field.path("label").asText()
                + (given ? " [given]" : "") + (mayBeCleared(field) ? " (" + CLEAR + " clears)" : "")
                + " (not shown): "));
    }

    private String line(String prompt) {
        return answered(terminal.ask(prompt)).strip();
    }

    private static String answered(@Nullable String typed) {
        if (typed == null) {
            throw new CommandException(ExitCode.FAILED, "The input ended before the last question; nothing was made.");
        }
        return typed;
    }

    /** A question with yes or no. */
    boolean confirm(String question) {
        String typed = terminal.ask(question + " [Y/n] ");
        return typed != null && !typed.strip().toLowerCase(Locale.ROOT).startsWith("n");
    }
}
