/** Labels that try to run, to escape or to look like something else. */
export const hostile: readonly string[] = [
  '<script>window.hacked=1</script>',
  '"><img src=x onerror="window.hacked=1">',
  "'><svg onload='window.hacked=1'>",
  '</title></text></g></svg><script>window.hacked=1</script>',
  '</style><script>window.hacked=1</script>',
  '</script><script>window.hacked=1</script>',
  '<style>*{display:none}</style>',
  'javascript:window.hacked=1',
  'data:text/html,<script>window.hacked=1</script>',
  '{{constructor.constructor("window.hacked=1")()}}',
  '<foreignObject><iframe srcdoc="<script>parent.hacked=1</script>"></iframe></foreignObject>',
  '<a xlink:href="javascript:window.hacked=1">x</a>',
  '&lt;script&gt;window.hacked=1&lt;/script&gt; &#60;',
  ']]><!-- --><![CDATA[',
  '\u202etxt.exe\u202c \u2066x\u2069',
  'nul \u0000 bell \u0007 escape \u001b[31m',
  'lone \ud800 surrogate',
  '\u2028line\u2029paragraph',
];

const CONTROLS = /\p{Cc}/gu;

/** A process with the text in every position of the language that takes one. */
export function everywhere(text: string): string {
  const shown = text.replace(CONTROLS, ' ').toWellFormed();
  const q = JSON.stringify(shown);
  return `/** ${shown.replaceAll('*/', '* /')} */
role AE ${q}
persona P ${q} { buys-as champion wants ${q} fears ${q} segment ${q} }
object deal { field note ${q} : text  field kind ${q} : choice { a ${q} b ${q} } }
document D ${q}
approval A ${q} by AE
framework F ${q} { note }
journey J ${q} for P { stage S ${q} { does ${q} for P asks ${q} stuck K ${q} for P stuck L ${q} } }
process Sale ${q} for J {
  owner AE
  throughout { done ${q} proof manual ${q} }
  step One ${q} {
    helps K
    do ${q} by system
    exit {
      done ${q} proof meeting ${q} held with P or document ${q} signed by P or document D sent or manual ${q}
      any ${q} { done ${q} proof approval A granted  done ${q} when deal.note is ${q} }
      collect deal.note, deal.kind
      commit ${q} by P
    }
    otherwise { after 3 days follow-up ${q} by AE  after 9 days return to Two because ${q}  when deal.note is ${q} lose as R }
    play ${q} { uses ${q} at ${q} }
    handoff to AE with deal.note, document D
    crm stage ${q} probability 20% forecast pipeline
  }
  step Two ${q} { during S then Won when deal.note is ${q} }
  step Three ${q} { }
  won Won ${q} { handoff to AE with document ${q} }
  lost Lost ${q} { reason R ${q} }
  hold Later ${q} { }
}
`;
}
