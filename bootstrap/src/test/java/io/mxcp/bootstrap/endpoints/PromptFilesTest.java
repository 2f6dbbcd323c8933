package io.mxcp.bootstrap.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.Prompt.Message;
import io.mxcp.domain.endpoint.Prompt.Role;
import io.mxcp.domain.endpoint.PromptException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files of prompts mean. */
class PromptFilesTest {
    private static final String SIMPLE = "prompt: {name: %s, messages: [{prompt: hello}]}\n";

    @TempDir
    Path root;

    private EndpointFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = EndpointFolder.in(root);
    }

    @Test
    void readsAllThatAPromptMaySay() throws IOException, PromptException {
        folder.file("project/prompts/deep/er/analyse.yml", """
                mxcp: "1"
                prompt:
                  name: analyse
                  description: Looks at sales
                  tags: [sales]
                  parameters:
                    - {name: region, type: string, description: Where}
                    - {name: months, type: array, items: {type: string}, default: [may]}
                  messages:
                    - role: assistant
                      type: text
                      prompt: You know {{ region | upper }}.
                    - prompt: |
                        Look at {% for month in months %}{{ month }}{% if not loop.last %}, {% endif %}{% endfor %}.
                  tests: [{name: north, arguments: [{key: region, value: north}], result_contains_text: NORTH}]
                  enabled: true
                """);
        Prompt prompt = onlyPrompt();
        assertThat(prompt.name()).isEqualTo("analyse");
        assertThat(prompt.description()).contains("Looks at sales");
        assertThat(prompt.tags()).containsExactly("sales");
        assertThat(prompt.parameters()).extracting(Parameter::isRequired).containsExactly(true, false);
        assertThat(prompt.messages()).extracting(Message::role).containsExactly(Role.ASSISTANT, Role.USER);
        Map<String, Object> arguments = Map.of("region", "north", "months", List.of("may", "june"));
        assertThat(prompt.messages().get(0).text().render(arguments)).isEqualTo("You know NORTH.");
        assertThat(prompt.messages().get(1).text().render(arguments)).isEqualTo("Look at may, june.");
        assertThat(folder.read().warnings()).isEmpty();
    }

    @Test
    void namesBothFilesOfTwoPromptsOfOneName() throws IOException {
        folder.file("project/prompts/a.yml", SIMPLE.formatted("p"))
                .file("project/prompts/b.yml", SIMPLE.formatted("p"));
        assertThat(folder.read().errors())
                .containsExactly("prompts/b.yml:1:16 prompt.name: there is another prompt 'p' in prompts/a.yml");
    }

    @Test
    void servesNoneThatIsOffOrHasPolicies() throws IOException {
        folder.file("project/prompts/a.yml", "prompt: {name: a, enabled: false, messages: [{prompt: '{{ x'}]}")
                .file("project/prompts/b.yml", "prompt: {name: b, policies: {input: []}, messages: [{prompt: hello}]}")
                .file("project/prompts/c.yml", SIMPLE.formatted("c"));
        assertThat(onlyPrompt().name()).isEqualTo("c");
        assertThat(folder.read().warnings())
                .containsExactly("prompts/b.yml:1:29 prompt.policies: policies are not enforced yet, and the prompt is"
                        + " not served without them");
    }

    @Test
    void warnsOfVariablesThatNobodyGives() throws IOException {
        folder.file("project/prompts/a.yml", """
                prompt:
                  name: a
                  parameters: [{name: customer, type: string}]
                  messages:
                    - prompt: |
                        Dear {{ customer }},
                        {{ custmer }} {{ x.customer }}
                """);
        onlyPrompt();
        assertThat(folder.read().warnings())
                .containsExactly(
                        "prompts/a.yml:5:15 prompt.messages[0].prompt: line 2 of the template uses custmer, which no"
                                + " parameter declares; did you mean 'customer'?",
                        "prompts/a.yml:5:15 prompt.messages[0].prompt: line 2 of the template uses x, which no"
                                + " parameter declares");
    }

    @Test
    void tellsAllMistakesThoseOfTemplatesToo() throws IOException {
        folder.file("project/prompts/a.yml", """
                prompt:
                  name: 1st
                  messges: []
                  messages:
                    - {prompt: "{{ a b }}", role: system, type: image}
                    - {promt: x}
                    - prompt: |
                        Hello
                        {{ name | uper }}
                        {% include 'x' %}
                """)
                .file("project/prompts/b.yml", "prompt: {name: b, messages: []}")
                .file("project/prompts/c.yml", "prompt: {name: c}")
                .file("project/prompts/d.yml", SIMPLE.formatted("1st"));
        assertThat(folder.read().errors())
                .containsExactly(
                        "prompts/a.yml:3:3 prompt.messges: unknown key 'messges'; did you mean 'messages'?",
                        "prompts/a.yml:5:16 prompt.messages[0].prompt: line 1 of the template: 'a b' is no expression:"
                                + " 'b' is not expected",
                        "prompts/a.yml:5:35 prompt.messages[0].role: unknown role; known: user, assistant",
                        "prompts/a.yml:5:49 prompt.messages[0].type: unknown type of message; known: text",
                        "prompts/a.yml:6:7 prompt.messages[1]: prompt is missing",
                        "prompts/a.yml:6:8 prompt.messages[1].promt: unknown key 'promt'; did you mean 'prompt'?",
                        "prompts/a.yml:7:15 prompt.messages[2].prompt: line 2 of the template: there is no filter 'uper'"
                                + " in prompts; did you mean 'upper'?",
                        "prompts/a.yml:7:15 prompt.messages[2].prompt: line 3 of the template: there is no tag 'include'"
                                + " in prompts",
                        "prompts/b.yml:1:29 prompt.messages: needs at least one message",
                        "prompts/c.yml:1:9 prompt: messages is missing",
                        "prompts/d.yml:1:16 prompt.name: not a prompt name: a letter or underscore first, then letters,"
                                + " digits, _ and -",
                        "prompts/d.yml:1:16 prompt.name: there is another prompt '1st' in prompts/a.yml");
    }

    private Prompt onlyPrompt() {
        List<Prompt> prompts = folder.good().prompts();
        assertThat(prompts).hasSize(1);
        return prompts.get(0);
    }
}
