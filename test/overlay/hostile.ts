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

/** A process, and a variant of it, with the text in every position of the language that takes one. */
export function everywhere(text: string): string {
  const shown = text.replace(CONTROLS, ' ').toWellFormed();
  const q = JSON.stringify(shown);
  return `/** ${shown.replaceAll('*/', '* /')} */
role AE ${q}
role Partner ${q} external
persona P ${q} { buys-as champion wants ${q} fears ${q} segment ${q} }
object deal {
  field remark ${q} : text
  field kind ${q} : choice { a ${q} { hubspot ${q} } b ${q} } { salesforce ${q} }
}
document D ${q}
approval A ${q} by AE
framework F ${q} { deal.remark }
journey J ${q} for P {
  stage S ${q} { does ${q} for P asks ${q} stuck K ${q} for P stuck L ${q} }
  stage T ${q} { does ${q} asks ${q} for P }
}
process Sale ${q} for J {
  owner AE
  throughout { done ${q} proof manual ${q} }
  starts at Two when deal.remark is ${q}
  step One ${q} {
    helps K
    do ${q} by system
    do ${q} by Partner when deal.remark is one of (${q}, ${q})
    enter { done ${q} proof meeting ${q} scheduled }
    exit {
      done ${q} proof meeting ${q} held with P or call ${q} logged or email ${q} sent to P or task ${q} completed
        or document ${q} signed by P or document D sent or manual ${q}
      any ${q} { done ${q} proof approval A granted  done ${q} when deal.remark is ${q} }
      collect deal.remark, deal.kind, F, document ${q}, ${q}
      commit ${q} by P
    }
    otherwise {
      after 3 days follow-up ${q} by AE
      after 9 days return to Two because ${q}
      after 20 days hold as Later
      when deal.remark is ${q} lose as R
      when not deal.remark is ${q} disqualify as X
    }
    play ${q} { for P uses ${q} at ${q} do ${q} }
    handoff to AE with deal.remark, document ${q}
    crm stage ${q} probability 20% forecast pipeline
  }
  parallel ${q} {
    step Two ${q} { during S then Won when deal.remark is ${q} }
    step Four ${q} { during T optional }
  }
  step Three ${q} { }
  won Won ${q} { handoff to AE with document ${q} do ${q} }
  lost Lost ${q} { reason R ${q} needs note crm stage ${q} }
  disqualified Out ${q} { reason X ${q} }
  hold Later ${q} { do ${q} after 9 days follow-up ${q} crm stage ${q} }
}
variant Small ${q} of Sale when deal.remark is ${q} {
  change step One { do ${q} }
  add step Five ${q} after One { during T }
  drop step Three
}
`;
}
