// The encoding used to read a file; can be changed manually if the text looks wrong.
import { Field } from '../../../components/form/field.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { type Encoding, encodings } from './text-encoding.ts'

export function EncodingField(props: {
  readonly encoding: Encoding
  readonly onChange: (encoding: Encoding) => void
}) {
  const { t } = useI18n()
  return (
    <Field
      kind="select"
      name="encoding"
      label={t('import.encoding')}
      hint={t('import.encoding-hint')}
      value={props.encoding}
      onChange={(value) => {
        const encoding = encodings.find((each) => each === value)
        if (encoding !== undefined) props.onChange(encoding)
      }}
      options={encodings.map((value) => ({ value, label: t(`import.encoding-${value}`) }))}
    />
  )
}
